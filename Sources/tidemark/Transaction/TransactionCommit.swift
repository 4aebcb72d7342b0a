import ArgumentParser
import TTRPC
import TidemarkClient

/// `tidemark transaction commit`
struct TransactionCommit: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "commit",
        abstract: "Settle a hold, or a part of it.",
        discussion: """
            Examples:
              tidemark transaction commit txn_…
              tidemark transaction commit booking-17 30.00 --reference booking-17/night-1
            """)

    @OptionGroup var target: TransactionArguments

    @Argument(help: "How much, such as 30.00. Default: all that remains.")
    var amount: String?

    @OptionGroup var units: UnitArguments
    @OptionGroup var rounding: RoundingArgument

    @Option(
        help: ArgumentHelp("When it counts, 2026-03-01T12:00:00Z.", valueName: "time"),
        transform: TimeArgument.parse)
    var effectiveAt: TimeArgument?

    @OptionGroup var write: WriteArguments
    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let work = try await ChildWrite(target, write, session, server: connection.address)
        var request = V1.CommitInflightRequest(
            transactionID: work.parent.transactionID, reference: work.reference,
            description: write.description ?? "", metaData: write.facts.metaData ?? "",
            effectiveAt: effectiveAt?.time, dryRun: write.dryRun,
            expectedVersions: write.expectVersion.map(\.message))
        if let amount { request.setAmount(amount, try await work.units(units), rounding) }
        let reply = try await work.money().send { [request] () throws(RPCError) in
            try await session.client.transactions.commitInflight(request, timeout: session.timeout)
        }
        try session.show(reply, dryRun: write.dryRun)
    }
}
