/// What a client asked to be done to a hold, or to an applied transaction: the content of a child.
package struct ChildOrder: Hashable, Sendable {
    package let parentID: TransactionID
    package let action: Action
    package var description: String
    package var overdraft: Overdraft
    /// Nil for when it is recorded.
    package var effectiveAt: Timestamp?
    package var metaData: MetaData

    package init(
        parentID: TransactionID, action: Action, description: String = "",
        overdraft: Overdraft = .ofBalance, effectiveAt: Timestamp? = nil,
        metaData: MetaData = .empty
    ) {
        self.parentID = parentID
        self.action = action
        self.description = description
        self.overdraft = overdraft
        self.effectiveAt = effectiveAt
        self.metaData = metaData
    }

    package enum Action: Hashable, Sendable {
        /// Settles a part of a hold, or all that remains.
        case commit(Part)
        /// Releases what remains of a hold.
        case void
        /// The same, because its time has come.
        case expire
        /// Raises, lowers or extends a hold.
        case update(HoldChange)
        /// Moves settled money back: a part, or all that was not given back yet.
        case refund(Part)
    }

    /// How much of something.
    package enum Part: Hashable, Sendable {
        case rest
        /// Above zero, with the precision it was given in.
        case amount(Amount, precision: Int64?)
    }
}

/// What is changed about a hold.
package struct HoldChange: Hashable, Sendable {
    /// The new total, what is committed included.
    package var total: Change<NewTotal>
    package var expiresAt: Change<Timestamp?>
    package var commitAt: Change<Timestamp?>

    package init(
        total: Change<NewTotal> = .keep, expiresAt: Change<Timestamp?> = .keep,
        commitAt: Change<Timestamp?> = .keep
    ) {
        self.total = total
        self.expiresAt = expiresAt
        self.commitAt = commitAt
    }

    package struct NewTotal: Hashable, Sendable {
        package let amount: Amount
        package let precision: Int64?

        package init(_ amount: Amount, precision: Int64? = nil) {
            self.amount = amount
            self.precision = precision
        }
    }
}
