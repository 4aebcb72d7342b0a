import ArgumentParser
import TidemarkClient

/// `tidemark ledger update`
struct LedgerUpdate: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Change a ledger's name or metadata.",
        discussion: "Metadata is merged by its top-level keys; null removes a key.")

    @Argument(help: ArgumentHelp("The ledger.", valueName: "id"))
    var ledger: String

    @Option(help: "The new name.")
    var name: String?

    @OptionGroup var facts: MetaDataArgument
    @OptionGroup var expected: ExpectedVersionArgument
    @OptionGroup var connection: ConnectionArguments

    func validate() throws {
        guard name != nil || facts.metaData != nil else {
            throw ValidationError("say what to change, as in --name \"Customers\"")
        }
    }

    func run(_ session: Session) async throws {
        let reply = try await session.client.ledgers.updateLedger(
            .init(
                ledgerID: ledger, name: name ?? "", metaData: facts.metaData ?? "",
                expectedVersion: expected.version), timeout: session.timeout)
        try session.show(reply, (reply.ledger ?? .init()).card)
    }
}
