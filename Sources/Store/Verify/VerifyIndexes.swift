import LMDB
import Ledger

extension StoreView {
    /// Decodes every row of every table.
    func verifyRecords(_ verifier: inout Verifier) throws(StoreError) {
        var total = 0
        for database in tables.all { total += try rowCount(database) }
        verifier.begin(.records, total: total)
        try each(StoreState.self, of: tables.state, &verifier) { _, _ in }
        try each(CommitRecord.self, of: tables.commits, &verifier) { _, _ in }
        try each(LedgerRecord.self, of: tables.ledgers, &verifier) { _, _ in }
        try eachBalance(&verifier) { _, _ in }
        try each(BalanceProfile.self, of: tables.profiles, &verifier) { _, _ in }
        try each(Transaction.self, of: tables.transactions, &verifier) { _, _ in }
        try each(TransactionProgress.self, of: tables.progress, &verifier) { _, _ in }
        try each(Entry.self, of: tables.entries, &verifier) { _, _ in }
        try each(LineageHead.self, of: tables.lineages, &verifier) { _, _ in }
        try each(Deposit.self, of: tables.deposits, &verifier) { _, _ in }
        try each(Provider.self, of: tables.providers, &verifier) { _, _ in }
        try each(ProviderNumber.self, of: tables.providerNames, &verifier) { _, _ in }
        try each(TransactionLineage.self, of: tables.allocations, &verifier) { _, _ in }
        try each(Monitor.self, of: tables.monitors, &verifier) { _, _ in }
        try each(Event.self, of: tables.events, &verifier) { _, _ in }
        for index in [
            tables.children, tables.dues, tables.expiries, tables.backdated,
            tables.thresholds,
        ] {
            try eachKey(of: index, &verifier) { _, _ in }
        }
        for index in [tables.indicators, tables.references, tables.watchlists] {
            try eachID(of: index, &verifier) { (_, _: TransactionID, _) in }
        }
    }

    /// The indexes lead where they should, and everything that has to be found is found.
    func verifyIndexes(_ verifier: inout Verifier) throws(StoreError) {
        verifier.begin(
            .indexes,
            total: try rowCount(tables.profiles) + rowCount(tables.indicators)
                + rowCount(tables.transactions) + rowCount(tables.references))
        var named = 0
        try each(BalanceProfile.self, of: tables.profiles, &verifier) {
            (profile, verifier) throws(StoreError) in
            guard
                let balance = try intact({ () throws(StoreError) in
                    try txn.balance(tables, profile.id)
                })
            else {
                verifier.find(profile.id, "it has a description and no sums")
                return
            }
            guard let indicator = profile.indicator else { return }
            named += 1
            let found = try intact { () throws(StoreError) in
                try txn.balanceID(tables, indicator, balance.currency)
            }
            if found != profile.id {
                verifier.find(profile.id, "its indicator \"\(indicator)\" does not lead to it")
            }
        }
        if !verifier.isOver, try rowCount(tables.indicators) != named {
            verifier.find("indicators", "there are others than those of the balances")
        }
        if !verifier.isOver, try rowCount(tables.balances) != rowCount(tables.profiles) {
            verifier.find("balances", "there are others than have a description")
        }
        try verifyTransactions(&verifier)
    }

    private func verifyTransactions(_ verifier: inout Verifier) throws(StoreError) {
        var expected = Expected()
        try each(Transaction.self, of: tables.transactions, &verifier) {
            (transaction, verifier) throws(StoreError) in
            try verify(transaction, &expected, &verifier)
        }
        guard !verifier.isOver else { return }
        if try rowCount(tables.references) != rowCount(tables.transactions) {
            verifier.find("references", "there are others than those of the transactions")
        }
        if try rowCount(tables.children) != expected.children {
            verifier.find("children", "there are others than transactions with a parent")
        }
        if try rowCount(tables.dues) != expected.dues {
            verifier.find("dues", "there are others than those of open transactions")
        }
    }

    private func verify(
        _ transaction: Transaction, _ expected: inout Expected, _ verifier: inout Verifier
    ) throws(StoreError) {
        let found = try intact { () throws(StoreError) in
            try txn.transactionID(tables, transaction.reference)
        }
        if found != transaction.id {
            verifier.find(
                transaction.id, sequence: transaction.sequence, "its reference does not lead to it")
        }
        if let parent = transaction.parentID {
            expected.children += 1
            try check(
                Key.child(parent, transaction.id), in: tables.children, of: transaction, &verifier)
        }
        let stored = try intact { () throws(StoreError) in
            try txn.progress(tables, transaction.id)
        }
        for due in transaction.dues(stored ?? transaction.initialProgress) {
            expected.dues += 1
            try check(Key.due(due), in: tables.dues, of: transaction, &verifier)
        }
    }

    private struct Expected {
        var children = 0
        var dues = 0
    }

    private func check(
        _ key: Key, in index: Database, of transaction: Transaction, _ verifier: inout Verifier
    ) throws(StoreError) {
        do throws(LMDBError) {
            guard try !txn.contains(index, key.bytes.span) else { return }
        } catch { throw .lmdb(error) }
        verifier.find(
            transaction.id, sequence: transaction.sequence, "an index does not lead to it")
    }

    /// Each monitor is where a change of its balance looks for it, and nowhere else.
    func verifyMonitors(_ verifier: inout Verifier) throws(StoreError) {
        verifier.begin(
            .monitors, total: try rowCount(tables.monitors) + rowCount(tables.balances))
        var masks: [BalanceID: MonitorMask] = [:]
        var enabled = 0
        try each(Monitor.self, of: tables.monitors, &verifier) {
            (monitor, verifier) throws(StoreError) in
            let watched = try contains(
                tables.watchlists, Key.watch(monitor.balanceID, monitor.ordinal))
            let indexed = try contains(tables.thresholds, Key.threshold(of: monitor))
            if !watched || indexed != monitor.isEnabled {
                verifier.find(monitor.id, "it is not where changes of its balance look for it")
            }
            guard monitor.isEnabled else { return }
            enabled += 1
            masks[monitor.balanceID, default: .none].insert(monitor.watch)
        }
        try eachBalance(&verifier) { (balance, verifier) throws(StoreError) in
            if balance.watched != masks[balance.id] ?? .none {
                verifier.find(balance.id, "it knows of other kinds of monitors than it has")
            }
        }
        guard !verifier.isOver else { return }
        if try rowCount(tables.thresholds) != enabled {
            verifier.find("thresholds", "there are others than those of the monitors")
        }
        if try rowCount(tables.watchlists) != rowCount(tables.monitors) {
            verifier.find("watchlists", "there are others than the monitors")
        }
    }

    private func contains(_ database: Database, _ key: Key) throws(StoreError) -> Bool {
        do throws(LMDBError) {
            return try txn.contains(database, key.bytes.span)
        } catch { throw .lmdb(error) }
    }

    private func eachKey(
        of index: Database, _ verifier: inout Verifier,
        _ check: ([UInt8], inout Verifier) throws(StoreError) -> Void
    ) throws(StoreError) {
        try txn.scan(index) { (key, row) throws(StoreError) in
            if KeyRecord.isIntact(row, under: key) {
                try check(key.copied(), &verifier)
            } else {
                verifier.find(hexadecimal(key), "the row of an index is damaged")
            }
            return verifier.step() ? .continue : .stop
        }
    }

    private func eachID<Kind>(
        of index: Database, _ verifier: inout Verifier,
        _ check: ([UInt8], Identifier<Kind>, inout Verifier) throws(StoreError) -> Void
    ) throws(StoreError) {
        try txn.scan(index) { (key, row) throws(StoreError) in
            let id: Identifier<Kind>? = try intact { () throws(StoreError) in
                try Identifier(stored: row, in: index, under: Key(bytes: key.copied()))
            }
            if let id {
                try check(key.copied(), id, &verifier)
            } else {
                verifier.find(hexadecimal(key), "the row of an index is damaged")
            }
            return verifier.step() ? .continue : .stop
        }
    }
}

extension Transaction {
    /// What has to be noted of a transaction that stands like this.
    fileprivate func dues(_ progress: TransactionProgress) -> [Due] {
        switch progress.status {
        case .scheduled:
            return order.scheduledFor.map { [Due(time: $0, kind: .run, transactionID: id)] } ?? []
        case .inflight:
            return [
                progress.terms.commitAt.map { Due(time: $0, kind: .commit, transactionID: id) },
                progress.terms.expiresAt.map { Due(time: $0, kind: .expire, transactionID: id) },
            ].compactMap { $0 }
        case .applied, .void, .expired, .cancelled, .rejected: return []
        }
    }
}
