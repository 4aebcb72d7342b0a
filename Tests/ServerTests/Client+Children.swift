import Ledger
import Messages
import Server
import Store
import Synchronization
import TTRPC
import TidemarkClient
import WireSupport

/// What is done to holds and to what was moved, in one word each.
extension Client {
    /// Holds minor units.
    func hold(
        _ amount: String, from source: String = "@a", to destination: String = "@b",
        reference: String = .fresh,
        _ change: (inout V1.CreateTransactionRequest) -> Void = { _ in }
    ) async throws -> V1.Transaction {
        let reply = try await pay(amount, from: source, to: destination, reference: reference) {
            $0.inflight = true
            change(&$0)
        }
        return try given(reply.transaction)
    }

    /// Commits a part in minor units; without one, the rest.
    @discardableResult
    func commit(
        _ hold: V1.Transaction, _ amount: String = "", reference: String = .fresh,
        _ change: (inout V1.CommitInflightRequest) -> Void = { _ in }
    ) async throws -> V1.CommitInflightResponse {
        var request = V1.CommitInflightRequest(
            transactionID: hold.transactionID, reference: reference, preciseAmount: amount)
        change(&request)
        return try await transactions.commitInflight(request)
    }

    @discardableResult
    func void(
        _ hold: V1.Transaction, reference: String = .fresh,
        _ change: (inout V1.VoidInflightRequest) -> Void = { _ in }
    ) async throws -> V1.VoidInflightResponse {
        var request = V1.VoidInflightRequest(
            transactionID: hold.transactionID, reference: reference)
        change(&request)
        return try await transactions.voidInflight(request)
    }

    @discardableResult
    func update(
        _ hold: V1.Transaction, _ amount: String = "", reference: String = .fresh,
        _ change: (inout V1.UpdateInflightRequest) -> Void = { _ in }
    ) async throws -> V1.UpdateInflightResponse {
        var request = V1.UpdateInflightRequest(
            transactionID: hold.transactionID, reference: reference, preciseAmount: amount)
        change(&request)
        return try await transactions.updateInflight(request)
    }

    /// Refunds a part in minor units; without one, all that isn't refunded.
    @discardableResult
    func refund(
        _ transaction: V1.Transaction, _ amount: String = "", reference: String = .fresh,
        _ change: (inout V1.RefundTransactionRequest) -> Void = { _ in }
    ) async throws -> V1.RefundTransactionResponse {
        var request = V1.RefundTransactionRequest(
            transactionID: transaction.transactionID, reference: reference, preciseAmount: amount)
        change(&request)
        return try await transactions.refundTransaction(request)
    }

    /// A transaction as it is now.
    func now(_ transaction: V1.Transaction) async throws -> V1.Transaction {
        try given(
            await transactions.getTransaction(
                .init(transactionID: transaction.transactionID)
            ).transaction)
    }

    /// A balance as it is now, by its indicator.
    func shown(_ indicator: String, currency: String = "USD") async throws -> V1.Balance {
        try given(
            await balances.getBalanceByIndicator(
                .init(indicator: indicator, currency: currency)
            ).balance)
    }

    /// The sums that holds change: settled, on the way in and out, and what may be spent.
    func standing(_ indicator: String) async throws -> Standing {
        let balance = try await shown(indicator)
        return Standing(
            settled: balance.balance, coming: balance.inflightCreditBalance,
            going: balance.inflightDebitBalance, available: balance.availableBalance)
    }
}

/// Where a balance stands, holds included; in minor units.
struct Standing: Equatable {
    var settled: String
    var coming = "0"
    var going = "0"
    var available: String
}

extension V1.CreateTransactionRequest {
    /// Sets one side by text: "@a" alone is the whole, "@a=60%", "@b=20", "@c=left" are shares.
    mutating func setDestinations(_ text: String) {
        destination = ""
        destinations = V1.Split.list(text)
    }

    mutating func setSources(_ text: String) {
        source = ""
        sources = V1.Split.list(text)
    }
}

extension V1.Split {
    /// "@a=60% @b=20 @c=2.50 @d=left": a share with a point is in major units.
    static func list(_ text: String) -> [V1.Split] {
        text.split(separator: " ").map { end in
            let parts = end.split(separator: "=", maxSplits: 1).map(String.init)
            let share = parts.count > 1 ? parts[1] : ""
            var split = V1.Split(identifier: parts[0])
            if share == "left" {
                split.share = .left(true)
            } else if share.hasSuffix("%") {
                split.share = .percent(String(share.dropLast()))
            } else if share.contains(".") {
                split.share = .amount(share)
            } else if !share.isEmpty {
                split.share = .preciseAmount(share)
            }
            return split
        }
    }
}

/// A clock that a test sets. Between its settings it goes on by a microsecond whenever it is read,
/// so that ids, which are ordered by time, are in the order of their making.
final class TestClock: Sendable {
    private let seconds: Mutex<Int64>
    private let readings = Atomic<Int64>(0)

    init(_ seconds: Int64 = 1_800_000_000) { self.seconds = Mutex(seconds) }

    var now: Int64 {
        get { seconds.withLock { $0 } }
        set { seconds.withLock { $0 = newValue } }
    }

    /// Makes it the clock of a server.
    func rule(_ options: inout ServerOptions) {
        options.store.now = { [self] in
            let reading = readings.add(1, ordering: .relaxed).newValue
            return Timestamp(nanoseconds: now * 1_000_000_000 + reading * 1000)
        }
    }

    /// So many seconds from now, as requests have it.
    func ahead(_ seconds: Int64) -> GoogleProtobuf.Timestamp { .init(seconds: now + seconds) }
}
