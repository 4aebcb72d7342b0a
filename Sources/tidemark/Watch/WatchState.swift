import Messages

/// What the live view knows. All of it is bounded, however long it runs and however much happens.
struct WatchState {
    /// The lists of the view, from the top.
    enum Pane: CaseIterable {
        case balances
        case firings
        case events
    }

    /// How the stream of events is doing.
    enum Link: Equatable {
        case connecting
        case connected
        /// Lost; what it was lost by.
        case interrupted(String)
    }

    let address: String
    var link = Link.connecting
    /// All up to this sequence is in here.
    var sequence: Int64 = 0
    /// The last sequence of the server, as far as is known.
    var tail: Int64 = 0
    /// When the server sent the last message, by its clock.
    var sentAt: GoogleProtobuf.Timestamp?
    var throughput = Throughput()

    var balances = RecentRows<String, BalanceRow>(limit: 1000)
    var firings = RecentRows<FiringRow.Key, FiringRow>(limit: 500)
    var events = RecentRows<EventRow.Key, EventRow>(limit: 500)
    /// Balances that moved and of which nothing else is known yet.
    private(set) var unknown: Set<String> = []

    /// The list that the arrows move in, and how far each is moved.
    var pane = Pane.balances
    var offsets: [Pane: Int] = [:]
    var isPaused = false

    /// More are asked for when these are known.
    private static let unknownMax = 1000

    init(address: String) {
        self.address = address
    }

    /// How many commits are there that aren't in here.
    var behind: Int64 { max(0, tail - sequence) }
}

// MARK: - What comes in

extension WatchState {
    /// Takes in a balance as the server has it, unless more is known.
    mutating func take(_ balance: V1.Balance) {
        unknown.remove(balance.balanceID)
        let known = balances[balance.balanceID]
        guard balance.version >= known?.version ?? 0 else { return }
        balances[balance.balanceID] = BalanceRow(balance)
    }

    /// Takes in an event.
    /// - Parameter isListed: whether it is shown by itself, too.
    mutating func take(_ event: V1.Event, isListed: Bool = true) {
        for entry in event.entries { take(entry, of: event) }
        switch event.payload {
        case .balance(let balance): take(balance)
        case .monitorNotification(let notification): take(notification, of: event)
        case .monitor(let monitor) where event.type == .monitorDeleted:
            firings.removeAll { $0.key.monitorID == monitor.monitorID }
        default: break
        }
        if isListed { events[EventRow.Key(event)] = EventRow(event) }
        sequence = max(sequence, event.sequence)
        tail = max(tail, sequence)
    }

    private mutating func take(_ entry: V1.Entry, of event: V1.Event) {
        guard let sums = entry.sumsAfter else { return }
        guard var row = balances[entry.balanceID] else {
            if unknown.count < Self.unknownMax { unknown.insert(entry.balanceID) }
            return
        }
        guard sums.version > row.version else { return }
        row.take(sums, at: entry.createdAt)
        // A new balance doesn't know its units before its first transaction has said them.
        if case .transaction(let transaction) = event.payload { row.learn(transaction.precision) }
        balances[entry.balanceID] = row
    }

    private mutating func take(_ notification: V1.MonitorNotification, of event: V1.Event) {
        let key = FiringRow.Key(notification)
        var row = firings[key] ?? FiringRow(key)
        row.take(notification, of: event)
        firings[key] = row
    }

    /// A monitor that fired before the view began.
    mutating func take(_ monitor: V1.Monitor) {
        guard monitor.firedCount > 0 else { return }
        let key = FiringRow.Key(monitorID: monitor.monitorID)
        firings[key] = FiringRow(key, monitor, name: balances[monitor.balanceID]?.name)
    }

    /// What isn't known gives up its place to what is asked for.
    mutating func takeUnknown(_ limit: Int) -> [String] {
        let wanted = Array(unknown.prefix(limit))
        unknown.subtract(wanted)
        return wanted
    }
}
