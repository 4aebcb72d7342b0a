import ArgumentParser
import Messages
import TidemarkClient

/// Which events are wanted.
struct EventFilterArguments: ParsableArguments {
    @Option(help: "Only of this type; may be repeated.")
    var type: [Word<V1.EventType>] = []

    @Option(
        help: ArgumentHelp(
            "Only of this balance, by id, or by indicator with --currency; may be repeated.",
            valueName: "balance"))
    var balance: [String] = []

    @Option(help: "The currency of indicators.")
    var currency: String?

    @Option(help: ArgumentHelp("Only of this monitor; may be repeated.", valueName: "id"))
    var monitor: [String] = []

    @Option(help: ArgumentHelp("Only of balances of this ledger.", valueName: "id"))
    var ledger: String?

    @Option(
        help: ArgumentHelp(
            "Only of balances with an indicator that begins so.", valueName: "prefix"))
    var indicatorPrefix: String?

    private var balances: [BalanceReference] {
        get throws(ValidationError) {
            try balance.map { text throws(ValidationError) in
                try BalanceReference(text, currency: currency)
            }
        }
    }

    func validate() throws { _ = try balances }

    /// Whether it asks for anything.
    var isGiven: Bool {
        !type.isEmpty || !balance.isEmpty || !monitor.isEmpty || ledger != nil
            || indicatorPrefix != nil
    }

    /// The filter of a request; nil where all events are wanted.
    func filter(_ session: Session) async throws -> V1.EventFilter? {
        var filter = V1.EventFilter(
            monitorIDs: monitor, ledgerID: ledger ?? "", indicatorPrefix: indicatorPrefix ?? "",
            types: type.map(\.value))
        for reference in try balances {
            filter.balanceIDs.append(try await session.balanceID(reference))
        }
        return filter == V1.EventFilter() ? nil : filter
    }
}

/// Where events begin.
struct EventStartArguments: ParsableArguments {
    @Option(help: ArgumentHelp("Begin with the events of this commit.", valueName: "sequence"))
    var from: Int64?

    @Flag(help: "Begin with the oldest event that is retained.")
    var fromOldest = false

    func validate() throws {
        guard from == nil || !fromOldest else {
            throw ValidationError("--from and --from-oldest are two beginnings; give one")
        }
        guard from.map({ $0 >= 1 }) ?? true else {
            throw ValidationError("--from is a sequence from 1")
        }
    }

    /// The beginning that is given, if one is.
    var given: EventStart? {
        fromOldest ? .oldest : from.map { .sequence($0) }
    }
}
