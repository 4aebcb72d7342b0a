import ArgumentParser
import TidemarkClient

/// `tidemark transaction get`
struct TransactionGet: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Show one transaction, by its id or its reference.")

    @Argument(help: ArgumentHelp("The id (txn_…) or the reference.", valueName: "id-or-reference"))
    var transaction: String

    @Flag(help: "It is a reference, even if it looks like an id.")
    var byReference = false

    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        if transaction.hasPrefix("txn_"), !byReference {
            let reply = try await session.client.transactions.getTransaction(
                .init(transactionID: transaction), timeout: session.timeout)
            let found = reply.transaction ?? .init()
            try session.show(reply, found.headline, found.card)
        } else {
            let reply = try await session.client.transactions.getTransactionByReference(
                .init(reference: transaction), timeout: session.timeout)
            let found = reply.transaction ?? .init()
            try session.show(reply, found.headline, found.card)
        }
    }
}
