import ArgumentParser
import Foundation
import Ledger
import Load
import TidemarkClient
import Transport

/// `tidemark bench`: a load against a running server, and what it took.
struct Bench: ClientCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put a running server under load and measure it.",
        discussion: """
            Makes balances of its own (in XTS), runs the load on sockets of its own, and shows the \
            rate and how long calls took. It writes into the ledger that it measures: use a server \
            that has nothing else to do and nothing to keep.

            get       reads a balance, any
            transfer  moves one minor unit from any balance to any other
            hot       moves one minor unit from any balance to always the same

            Examples:
              tidemark bench transfer --connections 16
              tidemark bench transfer --batch 1000 --seconds 20
              tidemark bench get --in-flight 64 --json
            """)

    @Argument(
        help: ArgumentHelp("get, transfer or hot.", valueName: "load"),
        transform: { text in
            guard let kind = LoadPlan.Kind(rawValue: text) else {
                throw ValidationError("there is no load \(text): get, transfer or hot")
            }
            return kind
        })
    var kind: LoadPlan.Kind

    @Option(help: ArgumentHelp("Connections, 1 to \(LoadPlan.connectionsMax).", valueName: "n"))
    var connections = 1

    @Option(
        help: ArgumentHelp(
            "Calls without an answer on each connection, 1 to \(LoadPlan.inFlightMax).",
            valueName: "n"))
    var inFlight = 1

    @Option(
        help: ArgumentHelp(
            "Transactions in one call, 1 to \(LoadPlan.batchMax); 1 sends them singly.",
            valueName: "n"))
    var batch = 1

    @Option(help: ArgumentHelp("How long to measure, above 0.", valueName: "seconds"))
    var seconds = 5.0

    @Option(
        help: ArgumentHelp(
            "Calls on each connection, 1 to \(Self.callsMax), instead of a time; all are measured.",
            valueName: "n"))
    var calls: Int?

    @Option(help: ArgumentHelp("Balances to spread over, 2 to 1000000.", valueName: "n"))
    var balances = 10_000

    @Option(help: ArgumentHelp("Transactions to store before measuring.", valueName: "n"))
    var preload = 0

    @Option(help: ArgumentHelp("Idle monitors to create before measuring.", valueName: "n"))
    var monitors = 0

    @Option(
        help: ArgumentHelp(
            "Of these, how many on the first balance, to which hot moves.", valueName: "n"))
    var hotMonitors = 0

    @Option(
        help: ArgumentHelp(
            "Streams that follow every event meanwhile, 0 to \(LoadPlan.connectionsMax).",
            valueName: "n"))
    var subscribers = 0

    @Flag(help: "References in no order, as a hash is; otherwise in the order of time.")
    var randomReferences = false

    @OptionGroup var connection: ConnectionArguments

    /// As many as there are streams on a connection.
    private static let callsMax = 1_000_000_000

    func validate() throws {
        try Self.check(connections, "--connections", 1...LoadPlan.connectionsMax)
        try Self.check(inFlight, "--in-flight", 1...LoadPlan.inFlightMax)
        try Self.check(batch, "--batch", 1...LoadPlan.batchMax)
        try Self.check(balances, "--balances", 2...1_000_000)
        try Self.check(preload, "--preload", 0...1_000_000_000)
        try Self.check(monitors, "--monitors", 0...10_000_000)
        try Self.check(hotMonitors, "--hot-monitors", 0...monitors)
        try Self.check(subscribers, "--subscribers", 0...LoadPlan.connectionsMax)
        if let calls { try Self.check(calls, "--calls", 1...Self.callsMax) }
        guard seconds > 0, seconds <= 3600 else {
            throw ValidationError("--seconds is above 0 and at most 3600")
        }
    }

    private static func check(_ value: Int, _ name: String, _ range: ClosedRange<Int>) throws {
        guard range.contains(value) else {
            throw ValidationError("\(name) is \(range.lowerBound) to \(range.upperBound)")
        }
    }

    func run(_ session: Session) async throws {
        var bar = ProgressBar(session.console, isWanted: !session.isJSON)
        let books = try await BenchBooks.make(
            balances: balances, monitors: monitors, hotMonitors: hotMonitors, session, &bar)
        var plan = LoadPlan(
            kind, to: try Endpoint(connection.address), balances: books.balances,
            currency: BenchBooks.currency, connections: connections, inFlight: inFlight,
            batchSize: kind == .get ? 1 : batch)
        plan.hasRandomReferences = randomReferences
        if preload > 0 { try await BenchRun(plan).store(preload, &bar) }
        plan.duration = .seconds(seconds)
        if let calls {
            plan.callLimit = calls
            plan.warmUp = .zero
        }
        let before = try await session.client.admin.getStats(.init(), timeout: session.timeout)
        let outcome = try await BenchRun(plan).measure(
            subscribers: subscribers, session, &bar)
        let after = try await session.client.admin.getStats(.init(), timeout: session.timeout)
        let report = BenchReport(plan, outcome, before: before, after: after)
        try session.console.write(session.isJSON ? [report.json.text] : report.lines)
        if let refusal = report.refusal { throw Failure(.failed, refusal) }
    }
}
