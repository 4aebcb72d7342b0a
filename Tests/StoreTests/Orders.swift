import Ledger

@testable import Store

// Commands in dollars, by the names of the balances.
extension Command {
    static func transfer(
        _ reference: String, _ amount: Int128, from source: String = "@world",
        to destination: String,
        hold: HoldTerms? = nil, scheduledFor: Timestamp? = nil, effectiveAt: Timestamp? = nil
    ) -> Command {
        .createTransaction(
            CreateTransaction(
                reference: .make(reference),
                order: TransactionOrder(
                    currency: .dollar, amount: Amount(amount), source: .indicator(named(source)),
                    destination: .indicator(named(destination)), hold: hold,
                    scheduledFor: scheduledFor, effectiveAt: effectiveAt)))
    }

    private static func named(_ name: String) -> Indicator {
        name == "@world" ? .world : .make(name)
    }

    static func child(
        _ reference: String, of parent: TransactionID, _ action: ChildOrder.Action,
        effectiveAt: Timestamp? = nil
    ) -> Command {
        .createChild(
            CreateChild(
                reference: .make(reference),
                order: ChildOrder(parentID: parent, action: action, effectiveAt: effectiveAt)))
    }

    static func cancel(_ id: TransactionID) -> Command {
        .cancelTransaction(CancelTransaction(id: id))
    }

    /// A monitor on a balance by its name.
    static func watch(_ name: String, atLeast value: Int128) throws -> Command {
        .createMonitor(
            CreateMonitor(
                target: .balance(.indicator(named(name), .dollar)),
                question: .one(
                    try Condition(
                        field: .balance, comparison: .greaterThanOrEqual,
                        threshold: .minorUnits(Amount(value))))))
    }
}

extension ChildOrder.Part {
    static func amount(_ amount: Int128) -> ChildOrder.Part {
        .amount(Amount(amount), precision: nil)
    }
}

extension Timestamp {
    /// The beginning of all stories, and a time so many seconds after it.
    static let start = Timestamp(nanoseconds: 1_750_000_000_000_000_000)

    static func start(plus seconds: Int64) -> Timestamp {
        Timestamp(nanoseconds: start.nanoseconds + seconds * 1_000_000_000)
    }
}

// MARK: - Results

extension Outcome {
    /// The transaction it is about, in whatever way.
    var transaction: TransactionResult? {
        switch self {
        case .applied(.transaction(let result)), .replayed(.transaction(let result), _): result
        default: nil
        }
    }

    var refusal: Rejection.Reason? {
        if case .rejected(let rejection) = self { rejection.reason } else { nil }
    }
}

extension StoreView {
    func balance(named name: String) throws -> BalanceView? {
        try balanceID(.make(name), .dollar).flatMap { try balance($0) }
    }

    func transaction(_ reference: String) throws -> Transaction? {
        try transactionID(.make(reference)).flatMap { try transaction($0) }
    }

    func nextExpiry(named name: String) throws -> Timestamp? {
        try balance(named: name).flatMap { try nextExpiry(of: $0.balance) }
    }

    /// Where a transaction stands.
    func progress(_ reference: String) throws -> TransactionProgress? {
        try transaction(reference).map { try progress(of: $0) }
    }

    /// All events from a commit on.
    func happenings(from sequence: UInt64 = 0) throws -> [TransactionEvent.Happening] {
        try events(from: sequence, limit: .max).compactMap { event in
            if case .transaction(let transaction) = event.content {
                transaction.happening
            } else {
                nil
            }
        }
    }

    /// What a verification finds.
    func findings() throws -> [VerifyFinding] {
        var findings: [VerifyFinding] = []
        _ = try verify(findingsMax: 10) { progress in
            findings += progress.findings
            return true
        }
        return findings
    }
}
