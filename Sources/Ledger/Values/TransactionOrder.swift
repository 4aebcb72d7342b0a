/// What a client asked for, in the ledger's own terms; nothing the server added.
package struct TransactionOrder: Hashable, Sendable {
    package var currency: Currency
    /// Above zero.
    package var amount: Amount
    /// The precision the amount was given in; nil where it came as minor units without one.
    package var precision: Int64?
    /// One or more; where it is one, its portion is the whole.
    package var sources: [Share]
    package var destinations: [Share]
    package var description: String
    package var overdraft: Overdraft
    /// Whether the money is held instead of moved, and until when.
    package var hold: HoldTerms?
    /// When it is to run; nil for now.
    package var scheduledFor: Timestamp?
    /// Nil for when it is recorded.
    package var effectiveAt: Timestamp?
    package var metaData: MetaData
    /// Where missing indicators are created.
    package var ledgerID: LedgerID
    /// Refuses a missing indicator instead of creating it.
    package var requiresExistingBalances: Bool

    package init(
        currency: Currency, amount: Amount, precision: Int64? = nil, sources: [Share],
        destinations: [Share], description: String = "", overdraft: Overdraft = .ofBalance,
        hold: HoldTerms? = nil, scheduledFor: Timestamp? = nil, effectiveAt: Timestamp? = nil,
        metaData: MetaData = .empty, ledgerID: LedgerID = .general,
        requiresExistingBalances: Bool = false
    ) {
        self.currency = currency
        self.amount = amount
        self.precision = precision
        self.sources = sources
        self.destinations = destinations
        self.description = description
        self.overdraft = overdraft
        self.hold = hold
        self.scheduledFor = scheduledFor
        self.effectiveAt = effectiveAt
        self.metaData = metaData
        self.ledgerID = ledgerID
        self.requiresExistingBalances = requiresExistingBalances
    }

    /// From one balance to another.
    package init(
        currency: Currency, amount: Amount, precision: Int64? = nil, source: Party,
        destination: Party, description: String = "", overdraft: Overdraft = .ofBalance,
        hold: HoldTerms? = nil, scheduledFor: Timestamp? = nil, effectiveAt: Timestamp? = nil,
        metaData: MetaData = .empty, ledgerID: LedgerID = .general,
        requiresExistingBalances: Bool = false
    ) {
        self.init(
            currency: currency, amount: amount, precision: precision,
            sources: [Share(source, .whole)], destinations: [Share(destination, .whole)],
            description: description, overdraft: overdraft, hold: hold,
            scheduledFor: scheduledFor, effectiveAt: effectiveAt, metaData: metaData,
            ledgerID: ledgerID, requiresExistingBalances: requiresExistingBalances)
    }

    /// One end of a transaction and its part of the total.
    package struct Share: Hashable, Sendable {
        package let party: Party
        package let portion: Distribution.Portion

        package init(_ party: Party, _ portion: Distribution.Portion) {
            self.party = party
            self.portion = portion
        }
    }
}

/// A balance as a transaction names it: by id, or by indicator in the transaction's currency.
package enum Party: Hashable, Sendable {
    case id(BalanceID)
    case indicator(Indicator)
}

/// How far below zero a transaction may take its sources.
package enum Overdraft: Hashable, Sendable {
    /// As far as the balance's own standing limit.
    case ofBalance
    /// As far as this, or as the balance's own limit where that is further.
    case upTo(Amount)
    case unlimited
}

/// What happens to a hold by itself.
package struct HoldTerms: Hashable, Sendable {
    /// When what remains is released; nil for never.
    package var expiresAt: Timestamp?
    /// When what remains is committed; nil for never.
    package var commitAt: Timestamp?

    package init(expiresAt: Timestamp? = nil, commitAt: Timestamp? = nil) {
        self.expiresAt = expiresAt
        self.commitAt = commitAt
    }
}
