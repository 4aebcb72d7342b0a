import ArgumentParser
import TidemarkClient

/// `tidemark ledger create`
struct LedgerCreate: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Create a ledger.",
        discussion: """
            Example:
              tidemark ledger create "Customers" --meta-data '{"region":"EU"}'
            """)

    @Argument(help: "A name for people; it need not be unique.")
    var name: String

    @Option(help: ArgumentHelp("The id to give it, ldg_ and a UUID.", valueName: "id"))
    var id: String?

    @OptionGroup var facts: MetaDataArgument
    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let reply = try await session.client.ledgers.createLedger(
            .init(ledgerID: id ?? "", name: name, metaData: facts.metaData ?? ""),
            timeout: session.timeout)
        try session.show(reply, (reply.ledger ?? .init()).card)
        if reply.replayed { session.say("it was there already") }
    }
}
