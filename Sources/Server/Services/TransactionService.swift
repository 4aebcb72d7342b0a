import Ledger
import Messages
import Store

/// Transactions: the only way to move money.
enum TransactionService {
    static func add(to methods: inout Methods) {
        methods.add("tidemark.v1.TransactionService") { methods in
            methods.write(
                "CreateTransaction", isDry: { $0.dryRun },
                command: { (request: V1.CreateTransactionRequest) in
                    .createTransaction(try request.command())
                },
                reply: { applied in
                    let result = try applied.transaction
                    return V1.CreateTransactionResponse(
                        transaction: result.message, balances: result.balanceMessages,
                        sequence: applied.sequence, replayed: applied.isReplay)
                })
            addChildren(to: &methods)
            methods.write(
                "CancelTransaction",
                command: { (request: V1.CancelTransactionRequest) in
                    .cancelTransaction(try request.command())
                },
                reply: { applied in
                    V1.CancelTransactionResponse(
                        transaction: try applied.transaction.message, sequence: applied.sequence,
                        replayed: applied.isReplay)
                })
            methods.read("GetTransaction", get)
            methods.read("GetTransactionByReference", getByReference)
            methods.read("BatchGetTransactions", batchGet)
            methods.read("ListTransactions", list)
        }
    }

    /// What is done to a hold, or to what was moved.
    private static func addChildren(to methods: inout Methods) {
        methods.writeChild("CommitInflight", isDry: { $0.dryRun }) {
            (request: V1.CommitInflightRequest) in
            try request.command()
        } reply: {
            V1.CommitInflightResponse(
                transaction: $0.message, hold: $0.parentMessage, balances: $0.balanceMessages,
                sequence: $1.sequence, replayed: $1.isReplay)
        }
        methods.writeChild("VoidInflight", isDry: { $0.dryRun }) {
            (request: V1.VoidInflightRequest) in
            try request.command()
        } reply: {
            V1.VoidInflightResponse(
                transaction: $0.message, hold: $0.parentMessage, balances: $0.balanceMessages,
                sequence: $1.sequence, replayed: $1.isReplay)
        }
        methods.writeChild("UpdateInflight", isDry: { $0.dryRun }) {
            (request: V1.UpdateInflightRequest) in
            try request.command()
        } reply: {
            V1.UpdateInflightResponse(
                transaction: $0.message, hold: $0.parentMessage, balances: $0.balanceMessages,
                sequence: $1.sequence, replayed: $1.isReplay)
        }
        methods.writeChild("RefundTransaction", isDry: { $0.dryRun }) {
            (request: V1.RefundTransactionRequest) in
            try request.command()
        } reply: {
            V1.RefundTransactionResponse(
                transaction: $0.message, refunded: $0.parentMessage, balances: $0.balanceMessages,
                sequence: $1.sequence, replayed: $1.isReplay)
        }
    }

    /// Ids that one batch get may name, at most.
    private static let batchMax = 1000
    /// Allocations that the rows of one page show, at most, so that a page of full records still
    /// fits a frame.
    private static let pageAllocationsMax = 2000

    @Sendable private static func get(
        _ request: V1.GetTransactionRequest, _ view: borrowing StoreView
    ) throws -> V1.GetTransactionResponse {
        let id: TransactionID = try Shape.id(request.transactionID, "transaction_id")
        guard let transaction = try view.transaction(id) else {
            throw Rejection.transactionNotFound(id)
        }
        return V1.GetTransactionResponse(
            transaction: try V1.Transaction(transaction, in: view), sequence: view.shown)
    }

    @Sendable private static func getByReference(
        _ request: V1.GetTransactionByReferenceRequest, _ view: borrowing StoreView
    ) throws -> V1.GetTransactionByReferenceResponse {
        let reference = try Shape.reference(request.reference, "reference")
        guard let id = try view.transactionID(reference),
            let transaction = try view.transaction(id)
        else {
            throw Rejection(
                .transactionNotFound, field: "reference",
                "there is no transaction with the reference \"\(reference)\"",
                facts: [.init("reference", reference)])
        }
        return V1.GetTransactionByReferenceResponse(
            transaction: try V1.Transaction(transaction, in: view), sequence: view.shown)
    }

    @Sendable private static func batchGet(
        _ request: V1.BatchGetTransactionsRequest, _ view: borrowing StoreView
    ) throws -> V1.BatchGetTransactionsResponse {
        try Shape.count(request.transactionIDs, "transaction_ids", in: 1...batchMax)
        var response = V1.BatchGetTransactionsResponse(sequence: view.shown)
        for (position, text) in request.transactionIDs.enumerated() {
            let id: TransactionID = try Shape.id(text, "transaction_ids[\(position)]")
            if let transaction = try view.transaction(id) {
                response.transactions.append(try V1.Transaction(transaction, in: view))
            } else {
                response.missingIDs.append(text)
            }
        }
        return response
    }

    @Sendable private static func list(
        _ request: V1.ListTransactionsRequest, _ view: borrowing StoreView
    ) throws -> V1.ListTransactionsResponse {
        let filter = try TransactionFilter(request.filter)
        let page = try request.page(newestFirst: request.order.isNewestFirst)
        let found: Page<Transaction>
        if let id = filter.balanceID {
            // A filter for what isn't there passes nothing.
            let balance = try view.balance(id)?.balance
            found = try balance.map { try view.transactions(of: $0, page, filter) } ?? Page()
        } else if let id = filter.parentID {
            found = try view.children(of: id, page) { (transaction) throws(StoreError) in
                try filter.matches(transaction, in: view)
            }
        } else {
            found = try view.transactions(page) { (transaction) throws(StoreError) in
                try filter.matches(transaction, in: view)
            }
        }
        var response = V1.ListTransactionsResponse(
            nextPageToken: request.token(found.next), sequence: view.shown)
        var allocationsLeft = pageAllocationsMax
        for transaction in found.items {
            let row = try V1.Transaction(
                transaction, in: view,
                allocationsMax: min(allocationsLeft, AllocationList.shownMax))
            allocationsLeft -= row.allocations.count
            response.transactions.append(row)
        }
        return response
    }
}

extension Methods {
    /// A write that makes a child of a transaction.
    fileprivate mutating func writeChild<Request: Message, Reply: Message>(
        _ name: String, isDry: @escaping @Sendable (Request) -> Bool,
        command: @escaping @Sendable (Request) throws -> CreateChild,
        reply: @escaping @Sendable (TransactionResult, Applied) throws -> Reply
    ) {
        write(
            name, isDry: isDry, command: { .createChild(try command($0)) },
            reply: { try reply($0.transaction, $0) })
    }
}

extension StoreView {
    /// The transactions that touch a balance, found along its entries.
    fileprivate func transactions(
        of balance: Balance, _ page: PageRequest, _ filter: TransactionFilter
    ) throws(StoreError) -> Page<Transaction> {
        var transactions: [Transaction] = []
        let entries = try entries(of: balance, page) { (entry) throws(StoreError) in
            guard let transaction = try transaction(entry.transactionID),
                try filter.matches(transaction, in: self)
            else { return false }
            transactions.append(transaction)
            return true
        }
        return Page(items: transactions, next: entries.next)
    }
}

extension Applied {
    var transaction: TransactionResult {
        get throws {
            guard case .transaction(let result) = result else { throw UnexpectedResult() }
            return result
        }
    }
}
