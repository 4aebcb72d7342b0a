import ArgumentParser
import Ledger
import Server
import TTRPC

/// `tidemark errors`: what the server can refuse, and what to do about it.
struct Errors: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Explain the errors: what each means, and what to do about it.",
        discussion: """
            Needs no server. Without a reason it lists them all; refusals by the rules of the \
            ledger stand in the order in which they are looked for.

            Examples:
              tidemark errors
              tidemark errors INSUFFICIENT_FUNDS
              tidemark errors --json | jq -r 'select(.retry == "yes").reason'
            """)

    @Argument(
        help: ArgumentHelp("The reason of an error, as it was answered.", valueName: "reason"),
        completion: .list(ErrorCatalogue.named.map(\.reason)))
    var reason: String?

    @Flag(help: "Answer for programs: a JSON object per line.")
    var json = false

    @Flag(help: ArgumentHelp("Print docs/errors.md.", visibility: .hidden))
    var markdown = false

    func run() throws {
        let console = Console.standard()
        if markdown {
            return try console.write([ErrorCatalogue.markdown])
        }
        guard let reason else {
            let entries = ErrorCatalogue.named
            return try console.write(
                json ? entries.map(\.json.text) : Self.table(entries).lines(console.style))
        }
        guard let entry = ErrorCatalogue.entry(for: reason.uppercased()) else {
            var failure = Failure(
                .failed, "no error has the reason \(reason)", advice: "tidemark errors")
            failure.isJSON = json
            throw failure
        }
        try console.write(json ? [entry.json.text] : entry.card.lines(console.style))
    }

    private static func table(_ entries: [ErrorEntry]) -> Table<ErrorEntry> {
        Table(
            columns: [
                .init("REASON", \.reason), .init("CODE", \.code.name),
                .init("RETRY", \.explanation.retry.rawValue),
                .init("MEANING", \.explanation.meaning),
            ],
            rows: entries)
    }
}

extension ErrorEntry {
    fileprivate var card: Card {
        var card = Card()
        card.add("reason", reason)
        card.add("code", code.name)
        card.add("meaning", explanation.meaning)
        card.add("retry", explanation.retry.sentence)
        card.add("what to do", explanation.advice)
        return card
    }

    fileprivate var json: JSONValue {
        .object([
            .init("reason", .string(reason)),
            .init("code", .string(code.name)),
            .init("meaning", .string(explanation.meaning)),
            .init("retry", .string(explanation.retry.rawValue)),
            .init("advice", .string(explanation.advice)),
        ])
    }
}
