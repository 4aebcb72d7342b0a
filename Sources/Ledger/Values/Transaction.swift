/// A business movement as it was accepted. What changes later, its status and how much of it is
/// settled or given back, stands apart in its `TransactionProgress`.
package struct Transaction: Hashable, Sendable {
    package let id: TransactionID
    /// The commit that accepted it.
    package let sequence: UInt64
    package let reference: Reference
    package let kind: Kind
    /// What the client asked for; a repeat of the reference is compared with it.
    package let order: TransactionOrder
    /// What a child was asked to do to its parent; nil for all others.
    package let child: ChildOrder?
    package let createdAt: Timestamp
    /// What it moved; nil while it waits for its time.
    package var movement: Movement?

    package init(
        id: TransactionID, sequence: UInt64, reference: Reference, kind: Kind,
        order: TransactionOrder, child: ChildOrder? = nil, createdAt: Timestamp,
        movement: Movement?
    ) {
        self.id = id
        self.sequence = sequence
        self.reference = reference
        self.kind = kind
        self.order = order
        self.child = child
        self.createdAt = createdAt
        self.movement = movement
    }

    /// The hold or refunded transaction behind it.
    package var parentID: TransactionID? { child?.parentID }

    package enum Kind: UInt8, Sendable {
        case transfer = 0
        case hold = 1
        case commit = 2
        case void = 3
        case holdUpdate = 4
        case refund = 5
    }

    /// Who pays and who receives, resolved, and where that stands in the books.
    package struct Movement: Hashable, Sendable {
        /// The commit of its entries: that of the transaction, unless it was scheduled.
        package let sequence: UInt64
        /// With the exact share of each; the shares of each side add up to the amount.
        package let sources: [Leg]
        package let destinations: [Leg]
        /// Where its entries stand in history.
        package let effectiveAt: Timestamp
        /// Its entries are `entryCount` rows from here, sources before destinations.
        package let firstEntry: UInt64
        package let entryCount: UInt32

        package init(
            sequence: UInt64, sources: [Leg], destinations: [Leg], effectiveAt: Timestamp,
            firstEntry: UInt64, entryCount: UInt32
        ) {
            self.sequence = sequence
            self.sources = sources
            self.destinations = destinations
            self.effectiveAt = effectiveAt
            self.firstEntry = firstEntry
            self.entryCount = entryCount
        }
    }

    /// One side's share of a transaction.
    package struct Leg: Hashable, Sendable {
        package let balanceID: BalanceID
        /// Zero for a share that came to nothing.
        package let amount: Amount
        /// Whether the transaction made the balance, because its indicator was missing.
        package let isNew: Bool

        package init(balanceID: BalanceID, amount: Amount, isNew: Bool = false) {
            self.balanceID = balanceID
            self.amount = amount
            self.isNew = isNew
        }
    }
}

package enum TransactionStatus: UInt8, Sendable {
    case applied = 0
    case inflight = 1
    case void = 2
    case expired = 3
    case scheduled = 4
    case cancelled = 5
    case rejected = 6
}
