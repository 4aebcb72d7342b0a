import Ledger
import TestSupport
import Testing

/// The tool, run against a server as a person or a program would.
struct Tool: Sendable {
    let address: String
    /// Kept, because it ends with its last reference.
    private let server: RunningServer?

    init(_ server: RunningServer) {
        self.server = server
        address = server.address
    }

    /// The tool for a server that someone else keeps.
    init(address: String) {
        server = nil
        self.address = address
    }

    /// Starts the tool and gives the process, for what doesn't end by itself.
    func start(_ arguments: [String], input: String = "") throws -> ChildProcess {
        try ChildProcess(
            RunningServer.binary, arguments, environment: ["TIDEMARK_SERVER": address],
            input: input)
    }

    /// Runs the tool to its end.
    func run(_ arguments: String..., input: String = "") async throws -> ChildProcess.Result {
        try await start(arguments, input: input).result()
    }

    /// Runs the tool, which must succeed, and gives what it printed.
    func output(
        _ arguments: String..., input: String = "", at location: SourceLocation = #_sourceLocation
    ) async throws -> String {
        let result = try await start(arguments, input: input).result()
        #expect(
            result.status == 0, "\(arguments): \(result.errors)", sourceLocation: location)
        return result.output
    }

    /// Runs the tool with `--json`, which must succeed, and gives each line that it printed.
    func json(
        _ arguments: String..., input: String = "",
        at location: SourceLocation = #_sourceLocation
    ) async throws -> [JSONValue] {
        let result = try await start(arguments + ["--json"], input: input).result()
        #expect(
            result.status == 0, "\(arguments): \(result.errors)", sourceLocation: location)
        return try result.output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
    }

    /// A balance in dollars, with cents. Returns its id.
    func makeBalance(_ indicator: String, at location: SourceLocation = #_sourceLocation)
        async throws -> String
    {
        let reply = try await json(
            "balance", "create", indicator, "--currency", "USD", "--precision", "100", at: location)
        return reply.first?["balance"]?["balance_id"]?.string ?? ""
    }

    /// Moves dollars from one indicator to another.
    func move(_ amount: String, from source: String, to destination: String) async throws {
        _ = try await output(
            "transaction", "create", amount, "USD", "--from", source, "--to", destination)
    }
}

extension JSONValue {
    /// The text, if it is one.
    var string: String? { if case .string(let text) = self { text } else { nil } }

    /// The elements, if it is a list.
    var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
}

extension String {
    /// The text with a sign for whatever differs from run to run: ids and times.
    var normalized: String {
        replacing(/(bln|txn|mon|ref|evt|sub|ldg|whk|dlv)_[0-9a-f-]{36}/) { "<\($0.output.1)>" }
            .replacing(/\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[.]?\d*Z/, with: "<time>")
    }
}
