import Ledger

// Whose money it is.
extension Scenario {
    /// Metadata that names a provider.
    func provider(_ words: inout Words) throws -> MetaData {
        let name = try words.need("provider")
        do {
            return try MetaData("{\"\(Provider.metaDataKey)\":\"\(name)\"}")
        } catch {
            throw Misfit("has no provider: \(name)")
        }
    }

    /// `lineage NAME [PROVIDER RECEIVED-SPENT]… [owes N]`: all providers of a balance in the order of
    /// their first deposit, and what was spent beyond them.
    func checkLineage(_ words: inout Words) throws {
        let rows = book.lineages[try balance(words.need("name"))] ?? LineageRows()
        var real = rows.providers.map { "\(called($0.name)) \($0.received)-\($0.spent)" }
        if rows.head.deficit != .zero { real.append("owes \(rows.head.deficit)") }
        try expect(rest(of: &words), is: real)
    }

    /// `took TRANSACTION [NAME:PROVIDER AMOUNT]…`: what a transaction took of whose money, in order.
    func checkTaken(_ words: inout Words) throws {
        let lineage = book.transactionLineages[try transaction(&words)]
        let real = (lineage?.allocations ?? []).map { part in
            let provider = book.provider(part.provider, of: part.balanceID)?.name ?? "nobody"
            return "\(called("\(part.balanceID)")):\(called(provider)) \(part.amount)"
        }
        try expect(rest(of: &words), is: real)
    }

    /// The name in the table of one that goes by its id.
    private func called(_ name: String) -> String {
        balances.first { "\($0.value)" == name }?.key ?? name
    }

    private func rest(of words: inout Words) -> String {
        var rest: [String] = []
        while let word = words.next() { rest.append(word) }
        return rest.joined(separator: " ")
    }

    private func expect(_ told: String, is real: [String]) throws {
        let real = real.joined(separator: " ")
        if told != real { throw Misfit("finds \(real)") }
    }
}
