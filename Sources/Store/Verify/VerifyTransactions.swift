import LMDB
import Ledger

extension StoreView {
    /// A transaction is found by its reference and its parent, and its entries are its legs.
    func verifyPlace(
        of transaction: Transaction, _ verifier: inout Verifier
    ) throws(StoreError) {
        let reference = Key.reference(transaction.reference)
        let found = try intact { () throws(StoreError) in
            try txn.transactionID(tables, transaction.reference)
        }
        if found != transaction.id {
            try blame(.references, reference, or: transaction, &verifier)
        }
        if let parent = transaction.parentID {
            let child = Key.child(parent, transaction.id)
            if try !contains(tables.children, child) {
                try blame(.children, child, or: transaction, &verifier)
            }
        }
        try verifyLegs(of: transaction, &verifier)
    }

    /// It stands where its children brought it, and what falls due of it is noted.
    func verifyProgress(
        of transaction: Transaction, _ verifier: inout Verifier
    ) throws(StoreError) {
        let children = try children(of: transaction).map { (child) throws(StoreError) in
            (child, child.kind == .holdUpdate ? try entries(of: child) : [])
        }
        let progress: TransactionProgress? = try intact(tables.progress, .id(transaction.id))
        if let problem = transaction.problem(of: progress, children) {
            verifier.find(
                .progress, .id(transaction.id), sequence: transaction.sequence, problem)
        }
        let pending = Pending(
            transaction: transaction, progress: progress ?? transaction.initialProgress)
        for due in pending.dues where try !contains(tables.dues, .due(due)) {
            verifier.miss(
                .dues, .due(due), sequence: transaction.sequence,
                "\(transaction.id) waits for it")
        }
        for expiry in pending.expiries where try !contains(tables.expiries, .expiry(expiry)) {
            verifier.miss(
                .expiries, .expiry(expiry), sequence: transaction.sequence,
                "\(transaction.id) expires then")
        }
    }

    /// What should lead to a transaction is wrong, unless the transaction itself was never made.
    private func blame(
        _ table: Table, _ key: Key, or transaction: Transaction, _ verifier: inout Verifier
    ) throws(StoreError) {
        if try isListed(transaction.id) {
            verifier.find(
                table, key, sequence: transaction.sequence,
                "it does not lead to \(transaction.id)")
        } else {
            verifier.find(.transactions, .id(transaction.id), "no commit made it")
        }
    }

    /// Its children in the order of their making.
    func children(of transaction: Transaction) throws(StoreError) -> [Transaction] {
        var children: [Transaction] = []
        try txn.scan(
            tables.children, prefix: Key.id(transaction.id).bytes.span
        ) { (key, _) throws(StoreError) in
            guard key.count == 32 else { return .continue }
            let id = TransactionID(bits: key.number(at: 16))
            if let child: Transaction = try intact(tables.transactions, .id(id)) {
                children.append(child)
            }
            return .continue
        }
        func place(_ child: Transaction) -> (UInt64, UInt64) {
            (child.sequence, child.movement?.firstEntry ?? 0)
        }
        return children.sorted { place($0) < place($1) }
    }

    private func entries(of transaction: Transaction) throws(StoreError) -> [Entry] {
        guard let movement = transaction.movement else { return [] }
        var entries: [Entry] = []
        for offset in 0..<UInt64(movement.entryCount) {
            let number = movement.firstEntry &+ offset
            if let entry = try intactEntry(number) {
                entries.append(entry)
            }
        }
        return entries
    }

    /// The entries of a transaction are those of its legs that move anything, sources first. What
    /// an entry moved shows in the sums after it, so where the two differ the transaction is wrong.
    private func verifyLegs(
        of transaction: Transaction, _ verifier: inout Verifier
    ) throws(StoreError) {
        guard let movement = transaction.movement else { return }
        let key = Key.id(transaction.id)
        let legs =
            movement.sources.map { (leg: $0, side: Sums.Side.debit) }
            + movement.destinations.map { (leg: $0, side: .credit) }
        let moving = legs.filter { $0.leg.amount != .zero }
        if moving.count != movement.entryCount {
            verifier.find(
                .transactions, key, sequence: transaction.sequence,
                "it has \(movement.entryCount) entries for \(moving.count) legs that move money")
            return
        }
        for (offset, (leg, side)) in moving.enumerated() {
            let number = movement.firstEntry &+ UInt64(offset)
            let row = try intact { () throws(StoreError) in try txn.entryRow(tables, number) }
            guard let row, let entry = row[number] else { continue }
            if entry.balanceID != leg.balanceID || entry.side != side
                || entry.amount != leg.amount
            {
                verifier.find(
                    .transactions, key, sequence: transaction.sequence,
                    "its legs are not what entry \(number) moved")
            } else if entry.transactionID != transaction.id
                || entry.sequence != movement.sequence
                || entry.effectiveAt != movement.effectiveAt
                || !transaction.kind.moves(entry.movement)
            {
                verifier.find(
                    .entries, .number(row.number), sequence: entry.sequence,
                    "entry \(number) does not belong to its transaction as it should")
            }
        }
    }
}

extension Transaction.Kind {
    /// Whether an entry of such a transaction may do this.
    fileprivate func moves(_ movement: Sums.Movement) -> Bool {
        switch self {
        case .transfer, .refund: movement == .settle
        case .hold: movement == .hold
        case .commit: movement == .commit
        case .void: movement == .release
        case .holdUpdate: movement == .hold || movement == .release
        }
    }
}
