/// What a client asked for, in the ledger's own terms; nothing the server added.
///
/// It is handed on from the request to the journal, the rules, the record and the reply, so that
/// its terms stand apart.
package struct TransactionOrder: Hashable, Sendable {
    private var terms: Apart<Terms>

    private struct Terms: Hashable, Sendable {
        var currency: Currency
        var amount: Amount
        var precision: Int64?
        var sources: [Share]
        var destinations: [Share]
        var description: String
        var overdraft: Overdraft
        var hold: HoldTerms?
        var scheduledFor: Timestamp?
        var effectiveAt: Timestamp?
        var metaData: MetaData
        var ledgerID: LedgerID
        var requiresExistingBalances: Bool
    }

    package init(
        currency: Currency, amount: Amount, precision: Int64? = nil, sources: [Share],
        destinations: [Share], description: String = "", overdraft: Overdraft = .ofBalance,
        hold: HoldTerms? = nil, scheduledFor: Timestamp? = nil, effectiveAt: Timestamp? = nil,
        metaData: MetaData = .empty, ledgerID: LedgerID = .general,
        requiresExistingBalances: Bool = false
    ) {
        terms = Apart(
            Terms(
                currency: currency, amount: amount, precision: precision, sources: sources,
                destinations: destinations, description: description, overdraft: overdraft,
                hold: hold, scheduledFor: scheduledFor, effectiveAt: effectiveAt,
                metaData: metaData, ledgerID: ledgerID,
                requiresExistingBalances: requiresExistingBalances))
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

// MARK: - Its terms

extension TransactionOrder {
    package var currency: Currency {
        get { terms.value.currency }
        set { terms.value.currency = newValue }
    }

    /// Above zero.
    package var amount: Amount {
        get { terms.value.amount }
        set { terms.value.amount = newValue }
    }

    /// The precision the amount was given in; nil where it came as minor units without one.
    package var precision: Int64? {
        get { terms.value.precision }
        set { terms.value.precision = newValue }
    }

    /// One or more; where it is one, its portion is the whole.
    package var sources: [Share] {
        get { terms.value.sources }
        set { terms.value.sources = newValue }
    }

    package var destinations: [Share] {
        get { terms.value.destinations }
        set { terms.value.destinations = newValue }
    }

    package var description: String {
        get { terms.value.description }
        set { terms.value.description = newValue }
    }

    package var overdraft: Overdraft {
        get { terms.value.overdraft }
        set { terms.value.overdraft = newValue }
    }

    /// Whether the money is held instead of moved, and until when.
    package var hold: HoldTerms? {
        get { terms.value.hold }
        set { terms.value.hold = newValue }
    }

    /// When it is to run; nil for now.
    package var scheduledFor: Timestamp? {
        get { terms.value.scheduledFor }
        set { terms.value.scheduledFor = newValue }
    }

    /// Nil for when it is recorded.
    package var effectiveAt: Timestamp? {
        get { terms.value.effectiveAt }
        set { terms.value.effectiveAt = newValue }
    }

    package var metaData: MetaData {
        get { terms.value.metaData }
        set { terms.value.metaData = newValue }
    }

    /// Where missing indicators are created.
    package var ledgerID: LedgerID {
        get { terms.value.ledgerID }
        set { terms.value.ledgerID = newValue }
    }

    /// Refuses a missing indicator instead of creating it.
    package var requiresExistingBalances: Bool {
        get { terms.value.requiresExistingBalances }
        set { terms.value.requiresExistingBalances = newValue }
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
