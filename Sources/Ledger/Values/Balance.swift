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
///
/// Profiles are handed around with every transaction that touches their balances, and seldom
/// change: what they say stands apart.
package struct BalanceProfile: Hashable, Sendable {
    private var words: Apart<Words>

    private struct Words: Hashable, Sendable {
        let id: BalanceID
        let ledgerID: LedgerID
        let indicator: Indicator?
        var identityID: String
        var metaData: MetaData
        let createdAt: Timestamp
        var updatedAt: Timestamp
        let request: CreateBalance?
    }

    package init(
        id: BalanceID, ledgerID: LedgerID, indicator: Indicator?, identityID: String,
        metaData: MetaData, createdAt: Timestamp, request: CreateBalance? = nil,
        updatedAt: Timestamp? = nil
    ) {
        words = Apart(
            Words(
                id: id, ledgerID: ledgerID, indicator: indicator, identityID: identityID,
                metaData: metaData, createdAt: createdAt, updatedAt: updatedAt ?? createdAt,
                request: request))
    }

    package var id: BalanceID { words.value.id }
    package var ledgerID: LedgerID { words.value.ledgerID }
    package var indicator: Indicator? { words.value.indicator }
    package var createdAt: Timestamp { words.value.createdAt }

    /// The request that made it, kept where the client gave the id: its repeat is compared with it.
    package var request: CreateBalance? { words.value.request }

    package var identityID: String {
        get { words.value.identityID }
        set { words.value.identityID = newValue }
    }

    package var metaData: MetaData {
        get { words.value.metaData }
        set { words.value.metaData = newValue }
    }

    /// When a request last changed the description, limits or status.
    package var updatedAt: Timestamp {
        get { words.value.updatedAt }
        set { words.value.updatedAt = newValue }
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
