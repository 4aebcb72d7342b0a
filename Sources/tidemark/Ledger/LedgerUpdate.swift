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
    @Option(help: "Empty a field; may be repeated.")
    var clear: [Clearable] = []

    @OptionGroup var expected: ExpectedVersionArgument
    @OptionGroup var connection: ConnectionArguments

    /// What can be emptied, by the API's names.
    enum Clearable: String, ExpressibleByArgument, CaseIterable {
        case metaData = "meta_data"
    }

    private var given: [String: Bool] {
        ["name": name != nil, "meta_data": facts.metaData != nil]
    }

    func validate() throws {
        guard given.values.contains(true) || !clear.isEmpty else {
            throw ValidationError("say what to change, as in --name \"Customers\"")
        }
    }

    func run(_ session: Session) async throws {
        let reply = try await session.client.ledgers.updateLedger(
            .init(
                ledgerID: ledger, name: name ?? "", metaData: facts.metaData ?? "",
                updateMask: updateMask(given: given, cleared: clear.map(\.rawValue)),
                expectedVersion: expected.version), timeout: session.timeout)
        try session.show(reply, (reply.ledger ?? .init()).card)
    }
}
