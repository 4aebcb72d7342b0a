import ArgumentParser
import TidemarkClient

/// `tidemark balance get`
struct BalanceGet: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "Show one balance: current, available and everything else.",
        discussion: """
            At a point of its history its sums, its version and its last transaction are those of \
            that point; the rest is as it is now.

            Examples:
              tidemark balance get @alice --currency USD
              tidemark balance get bln_… --as-of 2026-03-01T00:00:00Z
              tidemark balance get bln_… --as-of-sequence 1200
            """)

    @OptionGroup var target: BalanceArguments
    @OptionGroup var point: AsOfArguments
    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        switch try target.reference {
        case .id(let id):
            let reply = try await session.client.balances.getBalance(
                .init(balanceID: id, asOf: point.message), timeout: session.timeout)
            try session.show(reply, layouts(reply.balance))
        case .indicator(let indicator, let currency):
            let reply = try await session.client.balances.getBalanceByIndicator(
                .init(indicator: indicator, currency: currency, asOf: point.message),
                timeout: session.timeout)
            try session.show(reply, layouts(reply.balance))
        }
    }

    private func layouts(_ balance: V1.Balance?) -> [any Layout] {
        let card = (balance ?? .init()).card
        return point.message == nil ? [card] : [point.heading, card]
    }
}
