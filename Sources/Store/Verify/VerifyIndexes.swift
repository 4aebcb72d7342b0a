import LMDB
import Ledger

extension StoreView {
    /// The indexes lead where they should, and everything that has to be found is found.
    func verifyIndexes(_ verifier: inout Verifier) throws(StoreError) {
        var total = try 2 * rowCount(tables.transactions) + lineageRowCount()
        for index in [
            tables.profiles, tables.indicators, tables.references, tables.children,
            tables.progress, tables.dues, tables.expiries,
        ] {
            total += try rowCount(index)
        }
        verifier.begin(.indexes, total: total)
        try verifyIndicators(&verifier)
        // That they are all there comes before where they stand by each other.
        try each(Transaction.self, of: tables.transactions, &verifier) {
            (_, transaction, verifier) throws(StoreError) in
            try verifyPlace(of: transaction, &verifier)
        }
        try verifyReferences(&verifier)
        try verifyChildren(&verifier)
        try verifyProgress(&verifier)
        try each(Transaction.self, of: tables.transactions, &verifier) {
            (_, transaction, verifier) throws(StoreError) in
            try verifyProgress(of: transaction, &verifier)
        }
        try verifyDues(&verifier)
        try verifyExpiries(&verifier)
        try verifyLineage(&verifier)
    }

    private func verifyIndicators(_ verifier: inout Verifier) throws(StoreError) {
        try each(BalanceProfile.self, of: tables.profiles, &verifier) {
            (_, profile, verifier) throws(StoreError) in
            guard let key = try indicatorKey(of: profile) else { return }
            if try !contains(tables.indicators, key) {
                verifier.miss(.indicators, key, "it leads to \(profile.id)")
            }
        }
        try eachID(of: .indicators, tables.indicators, &verifier) {
            (key, id: BalanceID, verifier) throws(StoreError) in
            let profile: BalanceProfile? = try intact(tables.profiles, .id(id))
            var own: Key?
            if let profile { own = try indicatorKey(of: profile) }
            if own?.bytes != key.bytes {
                verifier.find(.indicators, key, "it leads to \(id), whose it is not")
            }
        }
    }

    private func indicatorKey(of profile: BalanceProfile) throws(StoreError) -> Key? {
        let balance = try intact { () throws(StoreError) in
            try workingHalf(of: profile.id)
        }
        guard let balance, let indicator = profile.indicator else { return nil }
        return .indicator(indicator, balance.currency)
    }

    private func verifyReferences(_ verifier: inout Verifier) throws(StoreError) {
        try eachID(of: .references, tables.references, &verifier) {
            (key, id: TransactionID, verifier) throws(StoreError) in
            let transaction: Transaction? = try intact(tables.transactions, .id(id))
            if transaction == nil, try isListed(id) {
                verifier.miss(.transactions, .id(id))
            } else if transaction.map({ Key.reference($0.reference).bytes }) != key.bytes {
                verifier.find(.references, key, "it leads to \(id), whose it is not")
            }
        }
    }

    private func verifyProgress(_ verifier: inout Verifier) throws(StoreError) {
        try each(TransactionProgress.self, of: tables.progress, &verifier) {
            (key, progress, verifier) throws(StoreError) in
            let id = progress.transactionID
            if try !contains(tables.transactions, .id(id)) {
                verifier.find(.progress, key, "there is no such transaction")
            }
        }
    }

    private func verifyChildren(_ verifier: inout Verifier) throws(StoreError) {
        try eachKey(of: .children, tables.children, &verifier) {
            (key, verifier) throws(StoreError) in
            var child: Transaction?
            if key.bytes.count == 32 {
                child = try intact(
                    tables.transactions,
                    .id(TransactionID(bits: key.bytes.span.number(at: 16))))
            }
            let own = child.flatMap { child in child.parentID.map { Key.child($0, child.id) } }
            if own?.bytes != key.bytes {
                verifier.find(.children, key, "it leads to none of the transaction's children")
            }
        }
    }

    private func verifyDues(_ verifier: inout Verifier) throws(StoreError) {
        try eachKey(of: .dues, tables.dues, &verifier) { (key, verifier) throws(StoreError) in
            let dues: [Due] =
                if key.bytes.count == 25 {
                    try pending(TransactionID(bits: key.bytes.span.number(at: 9)))?.dues ?? []
                } else { [] }
            if !dues.contains(where: { Key.due($0).bytes == key.bytes }) {
                verifier.find(.dues, key, "nothing of the transaction is due then")
            }
        }
    }

    private func verifyExpiries(_ verifier: inout Verifier) throws(StoreError) {
        try eachKey(of: .expiries, tables.expiries, &verifier) {
            (key, verifier) throws(StoreError) in
            let expiries: [HoldExpiry] =
                if key.bytes.count == 40 {
                    try pending(TransactionID(bits: key.bytes.span.number(at: 24)))?.expiries ?? []
                } else { [] }
            if !expiries.contains(where: { Key.expiry($0).bytes == key.bytes }) {
                verifier.find(.expiries, key, "no open hold on the balance expires then")
            }
        }
    }

    private func pending(_ id: TransactionID) throws(StoreError) -> Pending? {
        let transaction: Transaction? = try intact(tables.transactions, .id(id))
        guard let transaction else { return nil }
        let progress: TransactionProgress? = try intact(tables.progress, .id(id))
        return Pending(
            transaction: transaction, progress: progress ?? transaction.initialProgress)
    }

    /// Whether any commit made a transaction. Looked up only where something is wrong, because it
    /// is a walk over all commits.
    func isListed(_ id: TransactionID) throws(StoreError) -> Bool {
        var isListed = false
        try txn.scan(tables.commits) { (key, row) throws(StoreError) in
            let commit = try intact { () throws(StoreError) in
                try CommitRecord(record: row.copied(), under: key)
            }
            isListed = commit?.transactions.contains(id) ?? false
            return isListed ? .stop : .continue
        }
        return isListed
    }
}

/// A transaction and where it stands.
struct Pending {
    let transaction: Transaction
    let progress: TransactionProgress

    /// What has to be noted of it for its time.
    var dues: [Due] {
        let id = transaction.id
        switch progress.status {
        case .scheduled:
            return transaction.order.scheduledFor.map {
                [Due(time: $0, kind: .run, transactionID: id)]
            } ?? []
        case .inflight:
            return [
                progress.terms.commitAt.map { Due(time: $0, kind: .commit, transactionID: id) },
                progress.terms.expiresAt.map { Due(time: $0, kind: .expire, transactionID: id) },
            ].compactMap { $0 }
        case .applied, .void, .expired, .cancelled, .rejected: return []
        }
    }

    /// What has to be noted of it with its balances.
    var expiries: [HoldExpiry] {
        guard progress.status == .inflight, let time = progress.terms.expiresAt,
            let movement = transaction.movement
        else { return [] }
        return (movement.sources + movement.destinations).map {
            HoldExpiry(balanceID: $0.balanceID, time: time, transactionID: transaction.id)
        }
    }
}
