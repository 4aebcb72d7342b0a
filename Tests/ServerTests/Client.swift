import Foundation
import Messages
import Synchronization
import TTRPC
import TidemarkClient
import WireSupport

/// All services over one connection, and the few things that most tests do with them.
struct Client: Sendable {
    let peer: SocketPeer
    let ledgers: LedgerServiceClient<SocketPeer>
    let balances: BalanceServiceClient<SocketPeer>
    let transactions: TransactionServiceClient<SocketPeer>
    let monitors: MonitorServiceClient<SocketPeer>
    let events: EventServiceClient<SocketPeer>
    let admin: AdminServiceClient<SocketPeer>
    let health: HealthClient<SocketPeer>

    init(_ peer: SocketPeer) {
        self.peer = peer
        ledgers = LedgerServiceClient(peer)
        balances = BalanceServiceClient(peer)
        transactions = TransactionServiceClient(peer)
        monitors = MonitorServiceClient(peer)
        events = EventServiceClient(peer)
        admin = AdminServiceClient(peer)
        health = HealthClient(peer)
    }
}

extension Client {
    /// A new balance; every word of it is optional.
    @discardableResult
    func balance(
        _ indicator: String = "", currency: String = "USD", multiplier: Int64 = 0,
        overdraft: String = "", ceiling: String = "", ledger: String = "", metaData: String = ""
    ) async throws -> V1.Balance {
        let reply = try await balances.createBalance(
            .init(
                ledgerID: ledger, indicator: indicator, currency: currency,
                currencyMultiplier: multiplier, overdraftLimit: overdraft, creditLimit: ceiling,
                metaData: metaData))
        return try given(reply.balance)
    }

    /// Moves minor units.
    @discardableResult
    func pay(
        _ amount: String, from source: String = "@world", to destination: String,
        currency: String = "USD", reference: String = .fresh,
        _ change: (inout V1.CreateTransactionRequest) -> Void = { _ in }
    ) async throws -> V1.CreateTransactionResponse {
        var request = V1.CreateTransactionRequest.payment(
            amount, from: source, to: destination, currency: currency, reference: reference)
        change(&request)
        return try await transactions.createTransaction(request)
    }

    /// The balance of an indicator, in minor units.
    func sum(_ indicator: String, currency: String = "USD") async throws -> String {
        try await given(
            balances.getBalanceByIndicator(.init(indicator: indicator, currency: currency)).balance
        ).balance
    }

    /// A new monitor of minor units.
    @discardableResult
    func monitor(
        _ balance: V1.Balance, _ comparison: V1.Operator, _ value: String,
        field: V1.MonitorField = .balance, trigger: V1.Trigger = .crossing
    ) async throws -> V1.Monitor {
        let reply = try await monitors.createMonitor(
            .init(
                balanceID: balance.balanceID,
                condition: .init(field: field, operator: comparison, preciseValue: value),
                trigger: trigger))
        return try given(reply.monitor)
    }

    /// Everything that happened from a sequence on.
    func stored(from sequence: Int64 = 1) async throws -> [V1.Event] {
        var found: [V1.Event] = []
        var next = sequence
        while true {
            let reply = try await events.pullEvents(.init(fromSequence: next, limit: 1000))
            found += reply.events
            guard reply.sequence >= next else { return found }
            next = reply.sequence + 1
        }
    }

    /// The firings from a sequence on: which monitor, and what it saw.
    func firings(from sequence: Int64 = 1) async throws -> [V1.MonitorNotification] {
        try await stored(from: sequence).compactMap { event in
            guard case .monitorNotification(let notification) = event.payload else { return nil }
            return notification
        }
    }
}

extension V1.CreateTransactionRequest {
    static func payment(
        _ amount: String, from source: String = "@world", to destination: String,
        currency: String = "USD", reference: String = .fresh
    ) -> Self {
        .init(
            reference: reference, currency: currency, preciseAmount: amount, source: source,
            destination: destination)
    }
}

extension String {
    /// A reference that nobody has used.
    static var fresh: String { "ref-\(UUID().uuidString)" }
}

/// A part of a reply that the server must have put in.
func given<Part>(_ part: Part?) throws -> Part {
    guard let part else { throw PartMissing(part: "\(Part.self)") }
    return part
}

struct PartMissing: Error {
    let part: String
}
