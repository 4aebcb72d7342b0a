import ArgumentParser
import TidemarkClient

/// `tidemark balance update`
struct BalanceUpdate: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Change a balance's identity, limits, status or metadata.",
        discussion: """
            Metadata is merged by its top-level keys; null removes a key.

            Examples:
              tidemark balance update @alice --currency USD --overdraft-limit 50.00
              tidemark balance update @alice --currency USD --status frozen
              tidemark balance update @alice --currency USD --clear overdraft_limit
            """)

    @OptionGroup var target: BalanceArguments

    @Option(help: ArgumentHelp("The new identity.", valueName: "text"))
    var identity: String?

    @Option(help: ArgumentHelp("The new overdraft.", valueName: "amount"))
    var overdraftLimit: String?

    @Option(help: ArgumentHelp("The new ceiling.", valueName: "amount"))
    var creditLimit: String?

    @Option(help: "The new status.")
    var status: Word<V1.BalanceStatus>?

    @Option(help: "Empty a field; may be repeated.")
    var clear: [Clearable] = []

    @OptionGroup var units: UnitArguments
    @OptionGroup var facts: MetaDataArgument
    @OptionGroup var expected: ExpectedVersionArgument
    @OptionGroup var connection: ConnectionArguments

    /// What can be emptied, by the API's names.
    enum Clearable: String, ExpressibleByArgument, CaseIterable {
        case identity = "identity_id"
        case metaData = "meta_data"
        case overdraftLimit = "overdraft_limit"
        case creditLimit = "credit_limit"
    }

    private var given: [String: Bool] {
        [
            "identity_id": identity != nil, "meta_data": facts.metaData != nil,
            "overdraft_limit": overdraftLimit != nil, "credit_limit": creditLimit != nil,
            "status": status != nil,
        ]
    }

    func validate() throws {
        guard given.values.contains(true) || !clear.isEmpty else {
            throw ValidationError("say what to change, as in --status frozen")
        }
    }

    func run(_ session: Session) async throws {
        var request = V1.UpdateBalanceRequest(
            identityID: identity ?? "", metaData: facts.metaData ?? "",
            status: status?.value ?? .unspecified,
            updateMask: updateMask(given: given, cleared: clear.map(\.rawValue)),
            expectedVersion: expected.version)
        let reference = try target.reference
        if overdraftLimit != nil || creditLimit != nil {
            let balance = try await session.balance(reference)
            let units = try await units.units(in: balance.currency) { [balance] }
            request.balanceID = balance.balanceID
            request.overdraftLimit = try overdraftLimit.map(units.minorUnits) ?? ""
            request.creditLimit = try creditLimit.map(units.minorUnits) ?? ""
        } else {
            request.balanceID = try await session.balanceID(reference)
        }
        let reply = try await session.client.balances.updateBalance(
            request, timeout: session.timeout)
        try session.show(reply, (reply.balance ?? .init()).card)
    }
}
