import ArgumentParser
import Messages
import TTRPC
import TidemarkClient

/// The transaction that a command is about.
struct TransactionArguments: ParsableArguments {
    @Argument(help: ArgumentHelp("The id (txn_…) or the reference.", valueName: "id-or-reference"))
    var transaction: String

    @Flag(help: "It is a reference, even if it looks like an id.")
    var byReference = false

    /// Whether the name is an id.
    var isID: Bool { transaction.hasPrefix("txn_") && !byReference }
}

extension Session {
    /// Reads a transaction, however it is named.
    func transaction(_ named: TransactionArguments) async throws(RPCError) -> V1.Transaction {
        if named.isID {
            let reply = try await client.transactions.getTransaction(
                .init(transactionID: named.transaction), timeout: timeout)
            return reply.transaction ?? .init()
        }
        let reply = try await client.transactions.getTransactionByReference(
            .init(reference: named.transaction), timeout: timeout)
        return reply.transaction ?? .init()
    }
}
