/// A business movement as it was accepted: immutable but for its status.
package struct Transaction: Hashable, Sendable {
    package let id: TransactionID
    /// The commit that accepted it, and its place in it.
    package let sequence: UInt64
    package let reference: Reference
    /// What the client asked for; a repeat of the reference is compared with it.
    package let order: TransactionOrder
    /// Who pays and who receives, resolved, with the exact share of each; the shares of each side
    /// add up to the order's amount.
    package let sources: [Leg]
    package let destinations: [Leg]
    package var status: TransactionStatus
    package let createdAt: Timestamp
    /// Where its entries stand in history.
    package let effectiveAt: Timestamp
    /// The first of its entries; they follow each other, sources before destinations.
    package let firstEntry: UInt64

    package init(
        id: TransactionID, sequence: UInt64, reference: Reference, order: TransactionOrder,
        sources: [Leg], destinations: [Leg], status: TransactionStatus, createdAt: Timestamp,
        effectiveAt: Timestamp, firstEntry: UInt64
    ) {
        self.id = id
        self.sequence = sequence
        self.reference = reference
        self.order = order
        self.sources = sources
        self.destinations = destinations
        self.status = status
        self.createdAt = createdAt
        self.effectiveAt = effectiveAt
        self.firstEntry = firstEntry
    }

    /// One side's share of a transaction.
    package struct Leg: Hashable, Sendable {
        package let balanceID: BalanceID
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

/// What a client asked for, in the ledger's own terms; nothing the server added.
package struct TransactionOrder: Hashable, Sendable {
    package var currency: Currency
    /// Above zero.
    package var amount: Amount
    /// The precision the amount was given in; nil where it came as minor units without one.
    package var precision: Int64?
    package var source: Party
    package var destination: Party
    package var description: String
    package var overdraft: Overdraft
    /// Nil for now.
    package var effectiveAt: Timestamp?
    package var metaData: MetaData

    package init(
        currency: Currency, amount: Amount, precision: Int64? = nil, source: Party,
        destination: Party, description: String = "", overdraft: Overdraft = .ofBalance,
        effectiveAt: Timestamp? = nil, metaData: MetaData = .empty
    ) {
        self.currency = currency
        self.amount = amount
        self.precision = precision
        self.source = source
        self.destination = destination
        self.description = description
        self.overdraft = overdraft
        self.effectiveAt = effectiveAt
        self.metaData = metaData
    }
}

/// A balance as a transaction names it: by id, or by indicator in the transaction's currency.
package enum Party: Hashable, Sendable {
    case id(BalanceID)
    case indicator(Indicator)
}

/// How far below zero a transaction may take its source.
package enum Overdraft: Hashable, Sendable {
    /// As far as the balance's own standing limit.
    case ofBalance
    /// As far as this, or as the balance's own limit where that is further.
    case upTo(Amount)
    case unlimited
}
