import Ledger
import Messages
import TestSupport
import Testing

/// Every field of every request can be reached by the tool: by a flag of a command, or else it is
/// listed here as one that takes `tidemark call`.
@Suite struct `The command line` {
    /// What commands leave to `tidemark call`, and why.
    private static let exceptions: [String: [String]] = [
        // A tool that has just read an answer from the one server there is has no older one.
        "every": ["min_sequence"],
        // Pages follow each other by themselves.
        "pages": ["page_token"],
        // What the server says, in a message that requests share with replies.
        "MonitorStep": ["state", "last_fired_at", "fired_count"],
        // In batches requests are written as JSON; all of them are.
        "TransactionService/CreateBatch": ["items", "view"],
        // Several at once are for programs; the tool shows one.
        "TransactionService/BatchGetTransactions": ["transaction_ids"],
        "BalanceService/BatchGetBalances": ["as_of", "balance_ids"],
        // The tool asks the balance first, and then by its id.
        "BalanceService/CheckFunds": ["indicator", "currency"],
        // Streams end with the tool that reads them.
        "EventService/Unsubscribe": ["subscription_id"],
        // The tool reads as fast as it shows.
        "EventService/Watch": ["start", "credit", "acknowledgement"],
        // For operators, who have them by the Admin service's own name.
        "AdminService/GetStats": ["include_methods"],
        "AdminService/ListConnections": ["page_size"],
        "AdminService/ListSubscribers": ["page_size"],
        "AdminService/Authenticate": ["token"],
        "AdminService/Backup": ["directory", "compact"],
        "Health/Check": ["service"],
        "Health/Watch": ["service"],
    ]

    private static let replies = [
        "BalanceService/GetBalance":
            #"{"balance":{"balance_id":"bln_1","currency":"USD","currency_multiplier":"100"}}"#,
        "BalanceService/GetBalanceByIndicator":
            #"{"balance":{"balance_id":"bln_1","currency":"USD","currency_multiplier":"100"}}"#,
        "TransactionService/GetTransaction":
            #"{"transaction":{"transaction_id":"txn_1","currency":"USD","precision":"100"}}"#,
    ]

    @Test func `reaches every field of every request`() async throws {
        try await RecordingServer.run(replies: Self.replies) { server in
            for words in CommandLines.all {
                let result = try await server.tool.start(
                    words, input: CommandLines.input(for: words)
                ).result()
                #expect(result.status < 2, "\(words): \(result.errors)")
            }
            let reached = Set(server.requests.flatMap { Self.paths(in: $0.content, $0.method) })
            for method in ServiceTable.all.services.flatMap(\.methods) {
                let schema = try #require(Schema.table.find(method.input))
                for path in Self.paths(of: schema, method.shortName) where !reached.contains(path) {
                    Issue.record("no command reaches \(path)")
                }
            }
        }
    }

    /// The paths of all fields that a request may have, less those that are left out.
    private static func paths(of schema: Schema, _ prefix: String) -> [String] {
        let message = schema.fullName.split(separator: ".").last.map(String.init) ?? ""
        let left = ["every", "pages", prefix, message].flatMap { exceptions[$0] ?? [] }
        return schema.fields.filter { !left.contains($0.name) }.flatMap { field in
            let path = "\(prefix):\(field.name)".replacing("::", with: ":")
            // What is in a request that is in a request is reached by the command of that.
            if case .message(let inner) = field.kind, inner.fullName.hasPrefix("tidemark."),
                !inner.fullName.hasSuffix("Request")
            {
                return paths(of: inner, path)
            }
            return [path]
        }
    }

    /// The paths of all fields that a request has.
    private static func paths(in value: JSONValue, _ prefix: String) -> [String] {
        switch value {
        case .object(let members):
            [prefix] + members.flatMap { paths(in: $0.value, "\(prefix):\($0.key)") }
        case .array(let elements): elements.flatMap { paths(in: $0, prefix) }
        default: [prefix]
        }
    }
}
