import ArgumentParser
import TidemarkClient

/// `tidemark ledger get`
struct LedgerGet: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Show one ledger.")

    @Argument(help: ArgumentHelp("The ledger.", valueName: "id"))
    var ledger = "general_ledger_id"

    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let reply = try await session.client.ledgers.getLedger(
            .init(ledgerID: ledger), timeout: session.timeout)
        try session.show(reply, (reply.ledger ?? .init()).card)
    }
}
