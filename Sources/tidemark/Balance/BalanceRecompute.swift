import ArgumentParser
import TidemarkClient

/// `tidemark balance recompute`
struct BalanceRecompute: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "recompute",
        abstract: "Add up a balance's entries and compare with its stored sums.",
        discussion: """
            Changes nothing. Ends with 0 if they agree and with 1 if not; see verify for the whole \
            store.
            """)

    @OptionGroup var target: BalanceArguments
    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let balance = try await session.balance(try target.reference)
        let reply = try await session.client.balances.recomputeBalance(
            .init(balanceID: balance.balanceID), timeout: session.timeout)
        try session.show(reply, verdict(reply), table(reply, balance.money))
        if reply.drifted { throw ExitCode(ExitStatus.failed.rawValue) }
    }

    private func verdict(_ reply: V1.RecomputeBalanceResponse) -> Sentence {
        let entries = reply.entryCount == 1 ? "1 entry adds" : "\(reply.entryCount) entries add"
        return reply.drifted
            ? Sentence(text: "the stored sums are wrong: \(entries) up to others", look: .alarm)
            : Sentence(text: "\(entries) up to the stored sums", look: .good)
    }

    private func table(_ reply: V1.RecomputeBalanceResponse, _ money: Money) -> Table<Row> {
        let (stored, recomputed) = (reply.stored ?? .init(), reply.recomputed ?? .init())
        func row(_ name: String, _ sum: KeyPath<V1.BalanceSums, String>) -> Row {
            Row(
                name: name, stored: money.number(stored[keyPath: sum]),
                recomputed: money.number(recomputed[keyPath: sum]))
        }
        let rows = [
            row("current", \.balance), row("available", \.availableBalance),
            row("credits", \.creditBalance), row("debits", \.debitBalance),
            row("held coming in", \.inflightCreditBalance),
            row("held going out", \.inflightDebitBalance),
            Row(
                name: "version", stored: String(stored.version),
                recomputed: String(recomputed.version)),
        ]
        return Table(
            columns: [
                .init("SUM", \.name), .init("STORED", isNumber: true, \.stored),
                .init("RECOMPUTED", isNumber: true, \.recomputed),
            ], rows: rows)
    }
}

/// One sum, as it is stored and as the entries have it.
private struct Row {
    let name: String
    let stored: String
    let recomputed: String
}
