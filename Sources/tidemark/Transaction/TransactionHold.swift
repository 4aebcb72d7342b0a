import ArgumentParser
import TTRPC
import TidemarkClient

/// `tidemark transaction hold`
struct TransactionHold: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract: "Raise, lower or extend a hold.",
        discussion: """
            A hold is made by tidemark transaction create --hold. What isn't named here stays.

            Examples:
              tidemark transaction hold txn_… --amount 120.00
              tidemark transaction hold booking-17 --expires-in 2d
              tidemark transaction hold booking-17 --clear inflight_expires_at
            """)

    @OptionGroup var target: TransactionArguments

    @Option(help: "The new total, what is committed included.")
    var amount: String?

    @OptionGroup var units: UnitArguments
    @OptionGroup var rounding: RoundingArgument
    @OptionGroup var times: HoldTimeArguments

    @Option(help: "Empty a field; may be repeated.")
    var clear: [Clearable] = []

    @OptionGroup var overdraft: OverdraftArguments
    @OptionGroup var write: WriteArguments
    @OptionGroup var connection: ConnectionArguments

    /// What can be emptied, by the API's names.
    enum Clearable: String, ExpressibleByArgument, CaseIterable {
        case expiry = "inflight_expires_at"
        case commit = "inflight_commit_at"
    }

    private var given: [String: Bool] {
        [
            "amount": amount != nil, "inflight_expires_at": times.expires,
            "inflight_commit_at": times.commitAt != nil,
        ]
    }

    func validate() throws {
        guard given.values.contains(true) || !clear.isEmpty else {
            throw ValidationError("say what to change, as in --amount 120.00 or --expires-in 2d")
        }
        guard !(times.isRelative && write.reference != nil) else {
            throw ValidationError(
                "with --reference give --expires-at: sent again, it has to be the same time")
        }
    }

    func run(_ session: Session) async throws {
        let work = try await ChildWrite(target, write, session, server: connection.address)
        let request = try await request(work)
        let write = work.money(isRepeatable: !times.isRelative)
        let reply = try await write.send { () throws(RPCError) in
            try await session.client.transactions.updateInflight(request, timeout: session.timeout)
        }
        try session.show(reply, dryRun: request.dryRun)
    }

    private func request(_ work: ChildWrite) async throws -> V1.UpdateInflightRequest {
        var request = V1.UpdateInflightRequest(
            transactionID: work.parent.transactionID, reference: work.reference,
            inflightExpiresAt: times.expiry(), inflightCommitAt: times.commitAt?.time,
            updateMask: updateMask(given: given, cleared: clear.map(\.rawValue)),
            allowOverdraft: overdraft.allowOverdraft, description: write.description ?? "",
            metaData: write.facts.metaData ?? "", dryRun: write.dryRun,
            expectedVersions: write.expectVersion.map(\.message))
        if let amount { request.setAmount(amount, try await work.units(units), rounding) }
        if overdraft.overdraftLimit != nil {
            request.overdraftLimit = try overdraft.limit(try await work.units(units))
        }
        return request
    }
}
