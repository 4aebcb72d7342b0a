/// The working half of a balance: its sums and all that a transaction has to look at.
///
/// It is read and written by every transaction, so it holds no text but the currency; what is only
/// looked at by people is in its `BalanceProfile`.
package struct Balance: Hashable, Sendable {
    package let id: BalanceID
    package let currency: Currency
    /// Whether this is `@world`, the outside, which may go below zero without limit.
    package let isWorld: Bool
    package var sums: Sums
    /// 1 when made, and one more for each transaction that touched it.
    package var version: UInt64
    package var status: BalanceStatus
    /// Minor units in one major unit; nil until given or first used.
    package var multiplier: Int64?
    /// How far below zero the balance may stand at any time: zero or above.
    package var overdraftLimit: Amount?
    /// What its credits, settled and in flight, may leave it at most.
    package var creditLimit: Amount?
    package var allocation: LineageStrategy?
    /// When a transaction last touched it; nil before the first.
    package var movedAt: Timestamp?
    /// The end of its chain of entries.
    package var history: HistoryHead
    /// Which kinds of monitors it has.
    package var watched: MonitorMask
    /// The sums over many balances that it belongs to.
    package var rollUps: RollUpSlots

    package init(
        id: BalanceID, currency: Currency, isWorld: Bool, multiplier: Int64? = nil,
        overdraftLimit: Amount? = nil, creditLimit: Amount? = nil,
        allocation: LineageStrategy? = nil
    ) {
        self.id = id
        self.currency = currency
        self.isWorld = isWorld
        self.sums = .zero
        self.version = 1
        self.status = .open
        self.multiplier = multiplier
        self.overdraftLimit = overdraftLimit
        self.creditLimit = creditLimit
        self.allocation = allocation
        self.movedAt = nil
        self.history = .empty
        self.watched = .none
        self.rollUps = .none
    }
}

package enum BalanceStatus: UInt8, Sendable {
    case open = 0
    /// No transaction may touch it until it is opened again.
    case frozen = 1
    /// Ended, at zero and without holds; may be opened again.
    case closed = 2
}

/// In which order the deposits of a balance that tracks its lineage are spent.
package enum LineageStrategy: UInt8, Sendable {
    case firstInFirstOut = 1
    case lastInFirstOut = 2
    case proportional = 3
}

/// The descriptive half of a balance.
package struct BalanceProfile: Hashable, Sendable {
    package let id: BalanceID
    package let ledgerID: LedgerID
    package let indicator: Indicator?
    package var identityID: String
    package var metaData: MetaData
    package let createdAt: Timestamp
    /// When a request last changed the description, limits or status.
    package var updatedAt: Timestamp
    private let origin: Origin

    /// The request that made it, kept where the client gave the id: its repeat is compared with it.
    package var request: CreateBalance? {
        if case .client(let request) = origin { request } else { nil }
    }

    /// Who gave it its id. Profiles are passed around with every transaction, the request is rare:
    /// it stands apart.
    private enum Origin: Hashable, Sendable {
        case server
        indirect case client(CreateBalance)
    }

    package init(
        id: BalanceID, ledgerID: LedgerID, indicator: Indicator?, identityID: String,
        metaData: MetaData, createdAt: Timestamp, request: CreateBalance? = nil
    ) {
        self.id = id
        self.ledgerID = ledgerID
        self.indicator = indicator
        self.identityID = identityID
        self.metaData = metaData
        self.createdAt = createdAt
        self.updatedAt = createdAt
        origin = request.map { .client($0) } ?? .server
    }
}

/// A balance whole, as it is shown.
package struct BalanceView: Hashable, Sendable {
    package var balance: Balance
    package var profile: BalanceProfile

    package init(balance: Balance, profile: BalanceProfile) {
        self.balance = balance
        self.profile = profile
    }
}
