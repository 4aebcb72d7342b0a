import ArgumentParser
import TidemarkClient

/// `tidemark balance check-funds`
struct BalanceCheckFunds: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-funds",
        abstract: "Say whether an amount could leave a balance now.",
        discussion: """
            Ends with 0 if it could and with 1 if not.

            Example:
              tidemark balance check-funds @alice 100.50 --currency USD && echo yes
            """)

    @OptionGroup var target: BalanceArguments

    @Argument(help: "The amount, such as 100.50.")
    var amount: String

    @Flag(help: "Ask as a transaction with --allow-overdraft would.")
    var allowOverdraft = false

    @Option(help: ArgumentHelp("That transaction's limit.", valueName: "amount"))
    var overdraftLimit: String?

    @OptionGroup var units: UnitArguments
    @OptionGroup var rounding: RoundingArgument
    @OptionGroup var connection: ConnectionArguments

    func validate() throws {
        guard allowOverdraft || overdraftLimit == nil else {
            throw ValidationError("--overdraft-limit goes with --allow-overdraft")
        }
    }

    func run(_ session: Session) async throws {
        let balance = try await session.balance(try target.reference)
        let units = try await units.units(in: balance.currency) { [balance] }
        var request = V1.CheckFundsRequest(
            balanceID: balance.balanceID, allowOverdraft: allowOverdraft,
            overdraftLimit: try overdraftLimit.map(units.minorUnits) ?? "")
        request.setAmount(amount, units, rounding)
        let reply = try await session.client.balances.checkFunds(
            request, timeout: session.timeout)
        try session.show(reply, verdict(reply), card(reply))
        if !reply.sufficient { throw ExitCode(ExitStatus.failed.rawValue) }
    }

    private func verdict(_ reply: V1.CheckFundsResponse) -> Sentence {
        reply.sufficient
            ? Sentence(text: "sufficient", look: .good)
            : Sentence(text: "not sufficient: \(reply.reason)", look: .alarm)
    }

    private func card(_ reply: V1.CheckFundsResponse) -> Card {
        let balance = reply.balance ?? .init()
        var card = Card()
        card.add("balance", balance.name)
        card.add("current", balance.money.text(balance.balance))
        card.add("available", balance.money.text(balance.availableBalance))
        card.add("could leave", reply.unlimited ? "any amount" : balance.money.text(reply.headroom))
        card.add("last transaction", balance.lastTransactionAt?.text)
        return card
    }
}
