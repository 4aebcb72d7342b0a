import Messages
import TTRPC
import TidemarkClient

/// A command's work with a server: the typed services, and how their answers are shown.
struct Session: Sendable {
    let client: TidemarkClient
    let console: Console
    /// How long one call may take.
    let timeout: Duration
    let isJSON: Bool

    init(_ arguments: ConnectionArguments) async throws {
        timeout = .seconds(arguments.timeout)
        console = Console.standard()
        isJSON = arguments.json
        var options = Connection.Options()
        options.connectTimeout = timeout
        client = try await TidemarkClient.connect(arguments.address, options: options)
    }

    /// Shows one answer: to programs itself, to people its layouts with a line between.
    func show(_ reply: some Message, _ layouts: any Layout...) throws {
        try show(reply, layouts)
    }

    func show(_ reply: some Message, _ layouts: [any Layout]) throws {
        if isJSON { return try console.write([try reply.json()]) }
        let blocks = layouts.map { $0.lines(console.style) }.filter { !$0.isEmpty }
        try console.write(blocks.flatMap { [""] + $0 }.dropFirst().map { $0 })
    }

    /// Shows things of a kind: to programs one per line.
    func show<Row: Message>(_ table: Table<Row>) throws {
        guard isJSON else { return try console.write(table.lines(console.style)) }
        try console.write(try table.rows.map { row throws(MessageJSONError) in try row.json() })
    }

    /// Says something to people only.
    func say(_ text: String) {
        if !isJSON { console.say(text) }
    }
}
