import ArgumentParser
import TidemarkClient

/// `tidemark balance get`
struct BalanceGet: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Show one balance: current, available and everything else.")

    @OptionGroup var target: BalanceArguments
    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        switch try target.reference {
        case .id(let id):
            let reply = try await session.client.balances.getBalance(
                .init(balanceID: id), timeout: session.timeout)
            try session.show(reply, (reply.balance ?? .init()).card)
        case .indicator(let indicator, let currency):
            let reply = try await session.client.balances.getBalanceByIndicator(
                .init(indicator: indicator, currency: currency), timeout: session.timeout)
            try session.show(reply, (reply.balance ?? .init()).card)
        }
    }
}
