import Ledger
import Messages
import Store

/// Transactions: the only way to move money.
enum TransactionService {
    static func add(to methods: inout Methods) {
        methods.add("tidemark.v1.TransactionService") { methods in
            methods.write(
                "CreateTransaction",
                command: { (request: V1.CreateTransactionRequest) in
                    .createTransaction(try request.command())
                },
                reply: { applied in
                    guard case .transaction(let result) = applied.result else {
                        throw UnexpectedResult()
                    }
                    return V1.CreateTransactionResponse(result, applied)
                })
            methods.read("GetTransaction", get)
            methods.read("GetTransactionByReference", getByReference)
            methods.read("BatchGetTransactions", batchGet)
            methods.read("ListTransactions", list)
        }
    }

    /// Ids that one batch get may name, at most.
    private static let batchMax = 1000

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
        let found =
            if let id = filter.balanceID {
                try view.transactions(
                    of: view.existing(id).balance, page, where: filter.matches)
            } else {
                try view.transactions(page, where: filter.matches)
            }
        var response = V1.ListTransactionsResponse(
            nextPageToken: request.token(found.next), sequence: view.shown)
        for transaction in found.items {
            response.transactions.append(try V1.Transaction(transaction, in: view))
        }
        return response
    }
}

extension StoreView {
    /// The transactions that touch a balance, found along its entries.
    fileprivate func transactions(
        of balance: Balance, _ page: PageRequest, where matches: (Transaction) -> Bool
    ) throws -> Page<Transaction> {
        var transactions: [Transaction] = []
        let entries = try entries(of: balance, page) { (entry) throws(StoreError) in
            guard let transaction = try transaction(entry.transactionID), matches(transaction)
            else { return false }
            transactions.append(transaction)
            return true
        }
        return Page(items: transactions, next: entries.next)
    }
}
