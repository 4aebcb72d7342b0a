import ArgumentParser
import TidemarkClient

/// `tidemark transaction get`
struct TransactionGet: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Show one transaction, by its id or its reference.")

    @OptionGroup var target: TransactionArguments
    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        if target.isID {
            let reply = try await session.client.transactions.getTransaction(
                .init(transactionID: target.transaction), timeout: session.timeout)
            try session.show(reply, (reply.transaction ?? .init()).layouts)
        } else {
            let reply = try await session.client.transactions.getTransactionByReference(
                .init(reference: target.transaction), timeout: session.timeout)
            try session.show(reply, (reply.transaction ?? .init()).layouts)
        }
    }
}
