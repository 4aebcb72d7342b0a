import ArgumentParser
import Messages
import TTRPC
import TidemarkClient

/// A balance as people name it: by its id, or by its indicator in a currency.
enum BalanceReference {
    case id(String)
    case indicator(String, currency: String)

    static let idPrefix = "bln_"

    init(_ text: String, currency: String?) throws(ValidationError) {
        if text.hasPrefix(Self.idPrefix) {
            self = .id(text)
        } else if let currency {
            self = .indicator(text, currency: currency)
        } else {
            throw ValidationError(
                "\(text) is an indicator: say in which currency, as in --currency USD")
        }
    }

    var id: String { if case .id(let id) = self { id } else { "" } }
    var indicator: String { if case .indicator(let text, _) = self { text } else { "" } }
    var currency: String { if case .indicator(_, let currency) = self { currency } else { "" } }
}

/// The balance that a command is about.
struct BalanceArguments: ParsableArguments {
    @Argument(help: "An id (bln_…), or an indicator such as @alice; that goes with --currency.")
    var balance: String

    @Option(help: "The currency of an indicator.")
    var currency: String?

    func validate() throws { _ = try reference }

    var reference: BalanceReference {
        get throws(ValidationError) { try BalanceReference(balance, currency: currency) }
    }
}

extension Session {
    /// Reads a balance, however it is named.
    func balance(_ reference: BalanceReference) async throws(RPCError) -> V1.Balance {
        switch reference {
        case .id(let id):
            let reply = try await client.balances.getBalance(
                .init(balanceID: id), timeout: timeout)
            return reply.balance ?? .init()
        case .indicator(let indicator, let currency):
            let reply = try await client.balances.getBalanceByIndicator(
                .init(indicator: indicator, currency: currency), timeout: timeout)
            return reply.balance ?? .init()
        }
    }

    /// The same, or nil where there is none yet.
    func balanceIfAny(_ reference: BalanceReference) async throws(RPCError) -> V1.Balance? {
        do {
            return try await balance(reference)
        } catch {
            guard error.reason == "BALANCE_NOT_FOUND" else { throw error }
            return nil
        }
    }

    /// The id of a balance; asked for only where it isn't what was named.
    func balanceID(_ reference: BalanceReference) async throws(RPCError) -> String {
        if case .id(let id) = reference { return id }
        return try await balance(reference).balanceID
    }
}
