import ArgumentParser
import TidemarkClient

/// `tidemark balance create`
struct BalanceCreate: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Create a balance.",
        discussion: """
            Examples:
              tidemark balance create @alice --currency USD --precision 100
              tidemark balance create --currency EUR --overdraft-limit 50.00 --precision 100
              tidemark balance create @grants --currency USD --track-lineage fifo
            """)

    @Argument(help: "A name to find it by, unique with the currency. Default: none.")
    var indicator: String?

    @Option(help: "The currency, such as USD. It never changes.")
    var currency: String

    @OptionGroup var units: UnitArguments

    @Option(help: ArgumentHelp("The ledger. Default: the general one.", valueName: "id"))
    var ledger: String?

    @Option(help: ArgumentHelp("Whom it belongs to, any text.", valueName: "text"))
    var identity: String?

    @Option(help: ArgumentHelp("How far below zero it may go.", valueName: "amount"))
    var overdraftLimit: String?

    @Option(help: ArgumentHelp("The most that it may hold.", valueName: "amount"))
    var creditLimit: String?

    @Option(help: "Keep which deposits its money is from; spend the oldest, the newest or of all.")
    var trackLineage: Word<V1.AllocationStrategy>?

    @Option(help: ArgumentHelp("The id to give it, bln_ and a UUID.", valueName: "id"))
    var id: String?

    @OptionGroup var facts: MetaDataArgument
    @OptionGroup var connection: ConnectionArguments

    func validate() throws {
        if let indicator, indicator.hasPrefix(BalanceReference.idPrefix) {
            throw ValidationError("an indicator doesn't begin with bln_; an id goes with --id")
        }
    }

    func run(_ session: Session) async throws {
        var request = V1.CreateBalanceRequest(
            balanceID: id ?? "", ledgerID: ledger ?? "", identityID: identity ?? "",
            indicator: indicator ?? "", currency: currency,
            currencyMultiplier: units.precision ?? 0, trackFundLineage: trackLineage != nil,
            allocationStrategy: trackLineage?.value ?? .unspecified,
            metaData: facts.metaData ?? "")
        if overdraftLimit != nil || creditLimit != nil {
            let units = try await units.units(in: currency) { [] }
            request.overdraftLimit = try overdraftLimit.map(units.minorUnits) ?? ""
            request.creditLimit = try creditLimit.map(units.minorUnits) ?? ""
        }
        let reply = try await session.client.balances.createBalance(
            request, timeout: session.timeout)
        try session.show(reply, (reply.balance ?? .init()).card)
        if reply.replayed { session.say("it was there already") }
    }
}
