import ArgumentParser
import Messages

/// How much of a list is wanted. Pages are fetched as they are needed.
struct RowArguments: ParsableArguments {
    @Option(help: ArgumentHelp("The most rows.", valueName: "rows"))
    var limit = 100

    @Flag(help: "All rows, however many.")
    var all = false

    func validate() throws {
        guard limit >= 1 else { throw ValidationError("--limit is 1 or more") }
    }
}

/// The same of a list that can be had in two orders.
struct PageArguments: ParsableArguments {
    @OptionGroup var rows: RowArguments

    @Flag(help: "The first recorded first; otherwise the last.")
    var oldestFirst = false

    var order: V1.SortOrder { oldestFirst ? .oldestFirst : .newestFirst }
}

/// One page of a list.
struct Page<Row> {
    let rows: [Row]
    /// Empty: it was the last one.
    let next: String
}

extension Session {
    /// The most rows that a server gives at once.
    private static let pageSizeMax = 1000

    /// Shows a list, page by page.
    func list<Row: Message>(
        _ arguments: RowArguments, _ columns: [Table<Row>.Column],
        page: (_ size: Int32, _ token: String) async throws -> Page<Row>
    ) async throws {
        var left = arguments.all ? Int.max : arguments.limit
        var token = ""
        var hasHeading = true
        repeat {
            let found = try await page(Int32(min(left, Self.pageSizeMax)), token)
            let rows = Array(found.rows.prefix(left))
            // A page of a filtered list may be empty and yet not the last.
            if !rows.isEmpty {
                try show(Table(columns: columns, rows: rows, hasHeading: hasHeading))
                hasHeading = false
            }
            left -= rows.count
            token = found.next
        } while left > 0 && !token.isEmpty
        if hasHeading { say("none") }
        if !token.isEmpty { say("there is more: --limit \(arguments.limit * 10) or --all") }
    }
}
