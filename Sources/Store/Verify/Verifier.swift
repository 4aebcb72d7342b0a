import LMDB
import Ledger

/// Derives everything anew that can be derived, and compares: each phase is a walk over one or two
/// tables of a snapshot.
struct Verifier {
    /// Rows between two reports.
    private static let reportEvery = 4096

    private let findingsMax: Int
    private let report: (VerifyProgress) -> Bool
    private var known: Set<String> = []
    private var isCancelled = false
    private var progress = VerifyProgress(phase: .records, done: 0, total: 0, findings: [])

    /// - Parameter report: told of progress and findings; answers whether to go on.
    init(findingsMax: Int, report: @escaping (VerifyProgress) -> Bool) {
        self.findingsMax = findingsMax
        self.report = report
    }

    var findingCount: Int { known.count }

    /// Whether there is nothing more to do.
    var isOver: Bool { isCancelled || findingCount >= findingsMax }

    mutating func begin(_ phase: VerifyPhase, total: Int) {
        progress = VerifyProgress(phase: phase, done: 0, total: total, findings: [])
        tell()
    }

    /// Counts a row; false where the verification is to end.
    mutating func step() -> Bool {
        progress.done += 1
        if progress.done % Self.reportEvery == 0 { tell() }
        return !isOver
    }

    mutating func end() { tell() }

    mutating func find(_ table: Table, _ key: Key, sequence: UInt64 = 0, _ message: String) {
        find(table.name(of: key), sequence: sequence, message)
    }

    /// A record that has to be there is not.
    mutating func miss(_ table: Table, _ key: Key, sequence: UInt64 = 0, _ why: String? = nil) {
        find(table, key, sequence: sequence, why.map { "it is missing: \($0)" } ?? "it is missing")
    }

    mutating func find(_ record: String, sequence: UInt64 = 0, _ message: String) {
        guard findingCount < findingsMax, known.insert(record).inserted else { return }
        progress.findings.append(
            VerifyFinding(
                phase: progress.phase, record: record, sequence: sequence, message: message))
    }

    private mutating func tell() {
        if !report(progress) { isCancelled = true }
        progress.findings = []
    }
}

extension StoreView {
    /// Verifies the snapshot that this view shows. It takes as long as the store is large, and
    /// keeps the pages of the snapshot from being used again meanwhile.
    /// - Parameter report: told of progress and findings; answers whether to go on.
    package func verify(
        _ phases: Set<VerifyPhase> = Set(VerifyPhase.allCases), findingsMax: Int,
        report: @escaping (VerifyProgress) -> Bool
    ) throws(StoreError) -> VerifyResult {
        var verifier = Verifier(findingsMax: findingsMax, report: report)
        for phase in VerifyPhase.allCases where phases.contains(phase) && !verifier.isOver {
            switch phase {
            case .records: try verifyRecords(&verifier)
            case .events:
                try verifyEvents(&verifier)
                try verifyWebhooks(&verifier)
                try verifyDeliveries(&verifier)
            case .balances: try verifyBalances(&verifier)
            case .indexes: try verifyIndexes(&verifier)
            case .monitors: try verifyMonitors(&verifier)
            case .conservation: try verifyConservation(&verifier)
            case .chain: try verifyChain(&verifier)
            }
            verifier.end()
        }
        return VerifyResult(
            sequence: sequence, chainHash: state.chainHash, findingCount: verifier.findingCount)
    }
}

// MARK: - Walking

extension StoreView {
    /// Hands the rows of a table to `check`, decoded; a damaged one is a finding and no failure.
    func each<Value: Record>(
        _ type: Value.Type, of database: Database, _ verifier: inout Verifier,
        _ check: (Key, Value, inout Verifier) throws(StoreError) -> Void
    ) throws(StoreError) {
        try eachRow(of: database, &verifier) { (key, row, verifier) throws(StoreError) in
            let value = try intact { () throws(StoreError) in
                try Value(record: row.copied(), under: key.bytes.span)
            }
            guard let value else {
                verifier.find(Value.table, key, "it is damaged")
                return
            }
            try check(key, value, &verifier)
        }
    }

    func eachEntry(
        _ verifier: inout Verifier, _ check: (Entry, inout Verifier) throws(StoreError) -> Void
    ) throws(StoreError) {
        try each(EntryRow.self, of: tables.entries, &verifier) {
            (_, row, verifier) throws(StoreError) in
            for entry in row.entries { try check(entry, &verifier) }
        }
    }

    func eachBalance(
        _ verifier: inout Verifier,
        _ check: (Balance, inout Verifier) throws(StoreError) -> Void
    ) throws(StoreError) {
        try eachRow(of: tables.balances, &verifier) { (key, row, verifier) throws(StoreError) in
            let balance = try intact { () throws(StoreError) -> Balance? in
                guard let id = BalanceID(key) else { return nil }
                return try BalanceRecord.read(row, id, under: key.bytes.span)
            }
            guard let balance else {
                verifier.find(.balances, key, "it is damaged")
                return
            }
            try check(balance, &verifier)
        }
    }

    /// Hands the keys of an index to `check` whose rows say nothing else.
    func eachKey(
        of table: Table, _ index: Database, _ verifier: inout Verifier,
        _ check: (Key, inout Verifier) throws(StoreError) -> Void
    ) throws(StoreError) {
        try eachRow(of: index, &verifier) { (key, row, verifier) throws(StoreError) in
            guard KeyRecord.isIntact(row, under: key.bytes.span) else {
                verifier.find(table, key, "it is damaged")
                return
            }
            try check(key, &verifier)
        }
    }

    /// Hands the rows of an index to `check` that hold an id.
    func eachID<Kind>(
        of table: Table, _ index: Database, _ verifier: inout Verifier,
        _ check: (Key, Identifier<Kind>, inout Verifier) throws(StoreError) -> Void
    ) throws(StoreError) {
        try eachRow(of: index, &verifier) { (key, row, verifier) throws(StoreError) in
            let id: Identifier<Kind>? = try intact { () throws(StoreError) in
                try Identifier(stored: row, in: index, under: key)
            }
            guard let id else {
                verifier.find(table, key, "it is damaged")
                return
            }
            try check(key, id, &verifier)
        }
    }

    private func eachRow(
        of database: Database, _ verifier: inout Verifier,
        _ check: (Key, Span<UInt8>, inout Verifier) throws(StoreError) -> Void
    ) throws(StoreError) {
        try txn.scan(database) { (key, row) throws(StoreError) in
            try check(Key(bytes: key.copied()), row, &verifier)
            return verifier.step() ? .continue : .stop
        }
    }
}

// MARK: - Looking up

extension StoreView {
    func rowCount(_ database: Database) throws(StoreError) -> Int {
        do throws(LMDBError) {
            return try txn.statistics(database).entries
        } catch { throw .lmdb(error) }
    }

    func contains(_ database: Database, _ key: Key) throws(StoreError) -> Bool {
        do throws(LMDBError) {
            return try txn.contains(database, key.bytes.span)
        } catch { throw .lmdb(error) }
    }

    /// A record that a damaged row does not stop the verification for.
    func intact<Value>(_ read: () throws(StoreError) -> Value?) throws(StoreError) -> Value? {
        do throws(StoreError) {
            return try read()
        } catch {
            if case .damaged = error { return nil }
            throw error
        }
    }

    /// The same by its key.
    func intact<Value: Record>(_ database: Database, _ key: Key) throws(StoreError) -> Value? {
        try intact { () throws(StoreError) in try txn.record(database, key) }
    }

    func intactEntry(_ number: UInt64) throws(StoreError) -> Entry? {
        try intact { () throws(StoreError) in try txn.entry(tables, number) }
    }
}

extension Identifier {
    /// The id that is a whole key.
    init?(_ key: Key) {
        guard key.bytes.count == 16 else { return nil }
        self.init(bits: key.bytes.span.number(at: 0))
    }
}
