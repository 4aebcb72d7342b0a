import ArgumentParser
import TTRPC
import TidemarkClient

/// `tidemark transaction void`
struct TransactionVoid: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "void",
        abstract: "Release what remains of a hold.",
        discussion: """
            Example:
              tidemark transaction void txn_… --description 'the guest did not come'
            """)

    @OptionGroup var target: TransactionArguments
    @OptionGroup var write: WriteArguments
    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let work = try await ChildWrite(target, write, session, server: connection.address)
        let request = V1.VoidInflightRequest(
            transactionID: work.parent.transactionID, reference: work.reference,
            description: write.description ?? "", metaData: write.facts.metaData ?? "",
            dryRun: write.dryRun, expectedVersions: write.expectVersion.map(\.message))
        let reply = try await work.money().send { () throws(RPCError) in
            try await session.client.transactions.voidInflight(request, timeout: session.timeout)
        }
        try session.show(reply, dryRun: write.dryRun)
    }
}
