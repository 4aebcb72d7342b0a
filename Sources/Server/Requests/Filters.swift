import Ledger
import Messages
import Store

/// Which balances a list shows; everything that is given must hold.
struct BalanceFilter {
    private var tests: [(BalanceView) -> Bool] = []

    init(_ filter: V1.BalanceFilter?) throws(Rejection) {
        guard let filter else { return }
        if let ledger: LedgerID = try Shape.optionalID(filter.ledgerID, "filter.ledger_id") {
            tests.append { $0.profile.ledgerID == ledger }
        }
        if !filter.identityID.isEmpty {
            tests.append { $0.profile.identityID.utf8.elementsEqual(filter.identityID.utf8) }
        }
        if !filter.currency.isEmpty {
            let currency = try Shape.currency(filter.currency, "filter.currency")
            tests.append { $0.balance.currency == currency }
        }
        if !filter.indicatorPrefix.isEmpty {
            tests.append {
                $0.profile.indicator?.description.utf8.starts(with: filter.indicatorPrefix.utf8)
                    ?? false
            }
        }
        if let status = filter.status.rule { tests.append { $0.balance.status == status } }
        guard filter.sums.count <= SumTest.countMax else {
            throw Rejection(
                .fieldInvalid, field: "filter.sums", "must have at most \(SumTest.countMax) items")
        }
        for (position, sum) in filter.sums.enumerated() {
            let test = try SumTest(sum, "filter.sums[\(position)]")
            tests.append { test.holds(for: $0.balance.sums) }
        }
        for test in try Shape.metaDataMatches(filter.metaData, "filter.meta_data") {
            tests.append { test.holds(for: $0.profile.metaData) }
        }
        if let span = try TimeSpan(filter.createdAt, "filter.created_at") {
            tests.append { span.contains($0.profile.createdAt) }
        }
    }

    func matches(_ balance: BalanceView) -> Bool { tests.allSatisfy { $0(balance) } }
}

/// Which transactions a list shows; everything that is given must hold.
struct TransactionFilter {
    /// Walked along this balance's entries where given.
    let balanceID: BalanceID?
    /// Walked along this transaction's children where given.
    let parentID: TransactionID?
    private var tests: [(Transaction) -> Bool] = []
    /// Asked for last, because what they look at stands in a record of its own.
    private var lateTests: [(Transaction, TransactionProgress) -> Bool] = []

    init(_ filter: V1.TransactionFilter?) throws(Rejection) {
        guard let filter else {
            balanceID = nil
            parentID = nil
            return
        }
        balanceID = try Shape.optionalID(filter.balanceID, "filter.balance_id")
        parentID = try Shape.optionalID(filter.parentTransaction, "filter.parent_transaction")
        if let parentID { tests.append { $0.parentID == parentID } }
        if let span = try TimeSpan(filter.scheduledFor, "filter.scheduled_for") {
            tests.append { $0.order.scheduledFor.map(span.contains) ?? false }
        }
        if filter.status != .unspecified {
            lateTests.append { V1.TransactionStatus($1.status) == filter.status }
        }
        if filter.kind != .unspecified {
            tests.append { V1.TransactionKind($0.kind) == filter.kind }
        }
        if !filter.currency.isEmpty {
            let currency = try Shape.currency(filter.currency, "filter.currency")
            tests.append { $0.order.currency == currency }
        }
        if !filter.referencePrefix.isEmpty {
            tests.append {
                $0.reference.description.utf8.starts(with: filter.referencePrefix.utf8)
            }
        }
        if let span = try TimeSpan(filter.createdAt, "filter.created_at") {
            tests.append { span.contains($0.createdAt) }
        }
        if let span = try TimeSpan(filter.effectiveAt, "filter.effective_at") {
            tests.append { span.contains($0.effectiveAt) }
        }
        for test in try Shape.metaDataMatches(filter.metaData, "filter.meta_data") {
            tests.append { test.holds(for: $0.order.metaData) }
        }
        if !filter.minPreciseAmount.isEmpty {
            let least = try Shape.whole(filter.minPreciseAmount, "filter.min_precise_amount")
            lateTests.append { $1.shownAmount(of: $0) >= least }
        }
        if !filter.maxPreciseAmount.isEmpty {
            let most = try Shape.whole(filter.maxPreciseAmount, "filter.max_precise_amount")
            lateTests.append { $1.shownAmount(of: $0) <= most }
        }
    }

    func matches(
        _ transaction: Transaction, in view: borrowing StoreView
    ) throws(StoreError) -> Bool {
        guard tests.allSatisfy({ $0(transaction) }) else { return false }
        guard !lateTests.isEmpty else { return true }
        let progress = try view.progress(of: transaction)
        return lateTests.allSatisfy { $0(transaction, progress) }
    }
}

/// A span of time: from the first instant inside to the first one behind.
struct TimeSpan {
    private let start: Timestamp?
    private let end: Timestamp?

    /// Nil where there is no span.
    init?(_ range: V1.TimeRange?, _ path: String) throws(Rejection) {
        guard let range else { return nil }
        start = try Shape.time(range.start, "\(path).start")
        end = try Shape.time(range.end, "\(path).end")
    }

    func contains(_ time: Timestamp) -> Bool {
        (start.map { time >= $0 } ?? true) && (end.map { time < $0 } ?? true)
    }
}

extension Shape {
    /// Tests of metadata that one filter may have, at most.
    private static let metaDataMatchesMax = 8

    static func metaDataMatches(
        _ filters: [V1.MetaDataFilter], _ path: String, max: Int = metaDataMatchesMax
    ) throws(Rejection) -> [MetaDataMatch] {
        guard filters.count <= max else {
            throw Rejection(.fieldInvalid, field: path, "must have at most \(max) items")
        }
        var matches: [MetaDataMatch] = []
        for (position, filter) in filters.enumerated() {
            matches.append(try filter.match("\(path)[\(position)]"))
        }
        return matches
    }
}

extension V1.MetaDataFilter {
    fileprivate func match(_ path: String) throws(Rejection) -> MetaDataMatch {
        let key = try Shape.text(
            try Shape.required(key, "\(path).key"), "\(path).key", max: Shape.nameMax)
        guard !valueJson.isEmpty else { return MetaDataMatch(key: key, value: nil) }
        do throws(JSONSyntaxError) {
            return try MetaDataMatch(key: key, json: valueJson)
        } catch {
            throw Rejection(.fieldInvalid, field: "\(path).value_json", error.description)
        }
    }
}

/// A test of one figure of a balance.
private struct SumTest {
    /// Tests that one filter may have, at most.
    static let countMax = 8

    private let condition: Condition

    init(_ filter: V1.SumFilter, _ path: String) throws(Rejection) {
        let field = try filter.field.rule("\(path).field")
        let comparison = try filter.operator.rule("\(path).operator")
        let value = try Shape.whole(
            try Shape.required(filter.value, "\(path).value"), "\(path).value")
        do throws(Condition.Fault) {
            condition = try Condition(
                field: field, comparison: comparison, threshold: .minorUnits(value))
        } catch {
            throw .faulty(error, at: path)
        }
    }

    func holds(for sums: Sums) -> Bool { condition.holds(for: sums) }
}
