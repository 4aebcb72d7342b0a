import ArgumentParser
import TidemarkClient

/// `tidemark transaction cancel`
struct TransactionCancel: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Take a scheduled transaction back before its time.")

    @OptionGroup var target: TransactionArguments
    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let id =
            target.isID
            ? target.transaction : try await session.transaction(target).transactionID
        let reply = try await session.client.transactions.cancelTransaction(
            .init(transactionID: id), timeout: session.timeout)
        try session.show(reply, (reply.transaction ?? .init()).layouts)
        if reply.replayed { session.say("it had been cancelled before") }
    }
}
