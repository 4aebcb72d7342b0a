import Messages

/// A balance in the live view: what is shown of it, and no more.
struct BalanceRow {
    let name: String
    private(set) var money: Money
    let status: V1.BalanceStatus
    private(set) var version: Int64
    private(set) var current: String
    private(set) var available: String
    private(set) var movedAt: GoogleProtobuf.Timestamp?

    init(_ balance: V1.Balance) {
        name = balance.name.printable
        money = balance.money
        status = balance.status
        version = balance.version
        current = balance.balance
        available = balance.availableBalance
        movedAt = balance.lastTransactionAt
    }

    mutating func take(_ sums: V1.BalanceSums, at time: GoogleProtobuf.Timestamp?) {
        version = sums.version
        current = sums.balance
        available = sums.availableBalance
        movedAt = time
    }

    mutating func learn(_ multiplier: Int64) {
        if money.multiplier == 0 { money = Money(money.currency, multiplier: multiplier) }
    }
}

/// A monitor in the live view, or one step of it, or one balance that it watches: how it fired
/// last.
struct FiringRow {
    struct Key: Hashable {
        let monitorID: String
        var balanceID = ""
        var step: Int32 = 0
    }

    let key: Key
    /// False after the condition of a monitor of both edges became false.
    private(set) var isFiring = true
    private(set) var firedAt: GoogleProtobuf.Timestamp?
    private(set) var firedCount: Int64 = 0
    private(set) var name = ""
    private(set) var condition = ""
    /// `900.00 USD -> 1100.50 USD`; empty where it fired before the view began.
    private(set) var change = ""
    private(set) var note = ""

    init(_ key: Key) {
        self.key = key
    }

    init(_ key: Key, _ monitor: V1.Monitor, name: String?) {
        self.init(key)
        isFiring = monitor.state != .notMet
        firedAt = monitor.lastFiredAt
        firedCount = monitor.firedCount
        self.name = name ?? monitor.scopeText.printable
        condition = monitor.conditionText.printable
        note = monitor.description.printable
    }

    mutating func take(_ notification: V1.MonitorNotification, of event: V1.Event) {
        let monitor = notification.monitor ?? .init()
        isFiring = event.type != .balanceMonitorCleared
        firedAt = event.createdAt
        firedCount = notification.crossedStep?.firedCount ?? monitor.firedCount
        name = notification.watched.printable
        condition = notification.conditionText.printable
        change = notification.change.printable
        note =
            [notification.severity, monitor.description].filter { !$0.isEmpty }
            .joined(separator: "  ").printable
    }
}

extension FiringRow.Key {
    /// A roll-up has one state, whichever balance moved it; so has a monitor of one balance. A
    /// ledger rule has one for each balance.
    init(_ notification: V1.MonitorNotification) {
        let monitor = notification.monitor ?? .init()
        self.init(
            monitorID: monitor.monitorID,
            balanceID: monitor.ledgerRule == nil ? "" : notification.balanceID,
            step: notification.step)
    }
}

/// An event in the live view: its line.
struct EventRow {
    struct Key: Hashable {
        let sequence: Int64
        let index: Int32
    }

    let createdAt: GoogleProtobuf.Timestamp?
    let sequence: Int64
    let type: String
    let look: Style.Look?
    let words: String

    /// More than any terminal shows; a description may be a thousand.
    private static let wordsMax = 500

    init(_ event: V1.Event) {
        createdAt = event.createdAt
        sequence = event.sequence
        type = event.type.word
        look = event.look
        words = String(event.words.prefix(Self.wordsMax)).printable
    }
}

extension EventRow.Key {
    init(_ event: V1.Event) {
        self.init(sequence: event.sequence, index: event.index)
    }
}
