import LMDB

/// Derives everything anew that can be derived, and compares: each phase is a walk over one or two
/// tables of a snapshot.
struct Verifier {
    /// Rows between two reports.
    private static let reportEvery = 4096

    private let findingsMax: Int
    private let report: (VerifyProgress) -> Bool
    private(set) var findingCount = 0
    private var isCancelled = false
    private var progress = VerifyProgress(phase: .chain, done: 0, total: 0, findings: [])

    /// - Parameter report: told of progress and findings; answers whether to go on.
    init(findingsMax: Int, report: @escaping (VerifyProgress) -> Bool) {
        self.findingsMax = findingsMax
        self.report = report
    }

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

    mutating func find(
        _ record: some CustomStringConvertible, sequence: UInt64 = 0, _ message: String
    ) {
        guard findingCount < findingsMax else { return }
        findingCount += 1
        progress.findings.append(
            VerifyFinding(
                phase: progress.phase, record: record.description, sequence: sequence,
                message: message))
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
            case .chain: try verifyChain(&verifier)
            case .records: try verifyRecords(&verifier)
            case .balances: try verifyBalances(&verifier)
            case .conservation: try verifyConservation(&verifier)
            case .indexes: try verifyIndexes(&verifier)
            case .monitors: try verifyMonitors(&verifier)
            case .events: try verifyEvents(&verifier)
            }
            verifier.end()
        }
        return VerifyResult(
            sequence: sequence, chainHash: state.chainHash, findingCount: verifier.findingCount)
    }

    /// Hands the rows of a table to `check`, decoded; a damaged one is a finding and no failure.
    func each<Value: Record>(
        _ type: Value.Type, of database: Database, _ verifier: inout Verifier,
        _ check: (Value, inout Verifier) throws(StoreError) -> Void
    ) throws(StoreError) {
        try txn.scan(database) { (key, row) throws(StoreError) in
            let value: Value
            do throws(StoreError) {
                value = try Value(record: row.copied(), under: key)
            } catch {
                verifier.find(hexadecimal(key), "the row of \(Value.table.rawValue) is damaged")
                return verifier.step() ? .continue : .stop
            }
            try check(value, &verifier)
            return verifier.step() ? .continue : .stop
        }
    }

    func rowCount(_ database: Database) throws(StoreError) -> Int {
        do throws(LMDBError) {
            return try txn.statistics(database).entries
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
}
