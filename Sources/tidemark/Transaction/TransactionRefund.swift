import ArgumentParser
import TTRPC
import TidemarkClient

/// `tidemark transaction refund`
struct TransactionRefund: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "refund",
        abstract: "Move settled money back, all of it or a part.",
        discussion: """
            All refunds of a transaction together never exceed what it moved; of a hold, what was \
            committed. Asked for twice, a refund of everything is made once: its reference is the \
            id with _refund behind it, unless --reference is there.

            Examples:
              tidemark transaction refund txn_…
              tidemark transaction refund order-17 9.50 --description 'one was broken'
            """)

    @OptionGroup var target: TransactionArguments

    @Argument(help: "How much, such as 9.50. Default: all that isn't refunded yet.")
    var amount: String?

    @OptionGroup var units: UnitArguments
    @OptionGroup var rounding: RoundingArgument
    @OptionGroup var overdraft: OverdraftArguments

    @Option(
        help: ArgumentHelp("When it counts, 2026-03-01T12:00:00Z.", valueName: "time"),
        transform: TimeArgument.parse)
    var effectiveAt: TimeArgument?

    @OptionGroup var write: WriteArguments
    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let work = try await ChildWrite(
            target, write, session, server: connection.address, reference: reference(of:))
        var request = V1.RefundTransactionRequest(
            transactionID: work.parent.transactionID, reference: work.reference,
            allowOverdraft: overdraft.allowOverdraft, description: write.description ?? "",
            metaData: write.facts.metaData ?? "", effectiveAt: effectiveAt?.time,
            dryRun: write.dryRun, expectedVersions: write.expectVersion.map(\.message))
        if let amount { request.setAmount(amount, try await work.units(units), rounding) }
        if overdraft.overdraftLimit != nil {
            request.overdraftLimit = try overdraft.limit(try await work.units(units))
        }
        let reply = try await work.money().send { [request] () throws(RPCError) in
            try await session.client.transactions.refundTransaction(
                request, timeout: session.timeout)
        }
        try session.show(reply, dryRun: write.dryRun)
    }

    /// A refund of everything is made once, however often it is asked for. A part may be asked for
    /// again, and an open hold may settle more.
    private func reference(of parent: V1.Transaction) -> String {
        amount == nil && parent.status != .inflight
            ? Reference.refund(of: parent.transactionID) : Reference.make()
    }
}
