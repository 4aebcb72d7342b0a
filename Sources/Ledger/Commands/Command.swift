/// The closed list of writes. A command is a request whose shape has been checked: what is left to
/// refuse depends on the state.
///
/// It goes through many hands on its way to the rules, so that what it says stands apart: only a
/// pointer is handed on.
package indirect enum Command: Hashable, Sendable {
    case createLedger(CreateLedger)
    case updateLedger(UpdateLedger)
    case createBalance(CreateBalance)
    case updateBalance(UpdateBalance)
    case createTransaction(CreateTransaction)
    case createChild(CreateChild)
    case cancelTransaction(CancelTransaction)
    /// Runs a transaction whose time has come.
    case runScheduled(TransactionID)
    /// Commits what remains of a hold whose time for that has come.
    case commitDue(TransactionID)
    /// Releases what remains of a hold whose time is over.
    case expireDue(TransactionID)
    case createMonitor(CreateMonitor)
    case updateMonitor(UpdateMonitor)
    case deleteMonitor(DeleteMonitor)
    case createWebhook(CreateWebhook)
    case updateWebhook(UpdateWebhook)
    case deleteWebhook(DeleteWebhook)
    case rotateWebhookSecret(RotateWebhookSecret)
    case retryDelivery(RetryDelivery)
    case sendTestEvent(SendTestEvent)
    case createSubscription(CreateSubscription)
    case deleteSubscription(DeleteSubscription)
    case note(Note)
}

/// What is done with a field that an update names.
package enum Change<Value: Hashable & Sendable>: Hashable, Sendable {
    case keep
    case set(Value)

    /// The new value, given the old one.
    func applied(to old: Value) -> Value {
        switch self {
        case .keep: old
        case .set(let new): new
        }
    }
}

/// What an update does to metadata.
package enum MetaDataChange: Hashable, Sendable {
    case keep
    /// Puts these top-level keys over the present ones; a null takes a key away.
    case merge(MetaData)
    case clear

    /// The new metadata, given the old; nil where it would be too large.
    func applied(to old: MetaData) -> MetaData? {
        switch self {
        case .keep: old
        case .merge(let update): old.merging(update)
        case .clear: .empty
        }
    }
}

package struct CreateLedger: Hashable, Sendable {
    /// Given by the client, or nil to have one made.
    package var id: LedgerID?
    package var name: String
    package var metaData: MetaData

    package init(id: LedgerID? = nil, name: String, metaData: MetaData = .empty) {
        self.id = id
        self.name = name
        self.metaData = metaData
    }
}

package struct UpdateLedger: Hashable, Sendable {
    package var id: LedgerID
    package var name: Change<String>
    package var metaData: MetaDataChange
    /// Refused where the ledger has another version.
    package var expectedVersion: UInt64?

    package init(
        id: LedgerID, name: Change<String> = .keep, metaData: MetaDataChange = .keep,
        expectedVersion: UInt64? = nil
    ) {
        self.id = id
        self.name = name
        self.metaData = metaData
        self.expectedVersion = expectedVersion
    }
}

package struct CreateBalance: Hashable, Sendable {
    /// Given by the client, or nil to have one made.
    package var id: BalanceID?
    package var ledgerID: LedgerID
    package var currency: Currency
    package var indicator: Indicator?
    package var identityID: String
    package var multiplier: Int64?
    package var overdraftLimit: Amount?
    package var creditLimit: Amount?
    package var allocation: LineageStrategy?
    package var metaData: MetaData

    package init(
        id: BalanceID? = nil, ledgerID: LedgerID = .general, currency: Currency,
        indicator: Indicator? = nil, identityID: String = "", multiplier: Int64? = nil,
        overdraftLimit: Amount? = nil, creditLimit: Amount? = nil,
        allocation: LineageStrategy? = nil, metaData: MetaData = .empty
    ) {
        self.id = id
        self.ledgerID = ledgerID
        self.currency = currency
        self.indicator = indicator
        self.identityID = identityID
        self.multiplier = multiplier
        self.overdraftLimit = overdraftLimit
        self.creditLimit = creditLimit
        self.allocation = allocation
        self.metaData = metaData
    }
}

package struct UpdateBalance: Hashable, Sendable {
    package var id: BalanceID
    package var identityID: Change<String>
    package var metaData: MetaDataChange
    /// Nil takes a limit away.
    package var overdraftLimit: Change<Amount?>
    package var creditLimit: Change<Amount?>
    package var status: Change<BalanceStatus>
    /// Refused where the balance has another version.
    package var expectedVersion: UInt64?

    package init(
        id: BalanceID, identityID: Change<String> = .keep, metaData: MetaDataChange = .keep,
        overdraftLimit: Change<Amount?> = .keep, creditLimit: Change<Amount?> = .keep,
        status: Change<BalanceStatus> = .keep, expectedVersion: UInt64? = nil
    ) {
        self.id = id
        self.identityID = identityID
        self.metaData = metaData
        self.overdraftLimit = overdraftLimit
        self.creditLimit = creditLimit
        self.status = status
        self.expectedVersion = expectedVersion
    }
}

package struct CreateTransaction: Hashable, Sendable {
    /// Given by the client, or nil to have one made.
    package var id: TransactionID?
    package var reference: Reference
    package var order: TransactionOrder
    /// Refused where one of these balances has another version.
    package var expectedVersions: [ExpectedVersion]

    package init(
        id: TransactionID? = nil, reference: Reference, order: TransactionOrder,
        expectedVersions: [ExpectedVersion] = []
    ) {
        self.id = id
        self.reference = reference
        self.order = order
        self.expectedVersions = expectedVersions
    }

    /// A version that a balance, touched or not, must have before the transaction.
    package struct ExpectedVersion: Hashable, Sendable {
        package let balanceID: BalanceID
        package let version: UInt64

        package init(balanceID: BalanceID, version: UInt64) {
            self.balanceID = balanceID
            self.version = version
        }
    }
}

/// Settles, releases, changes or gives back: a transaction that is the child of another.
package struct CreateChild: Hashable, Sendable {
    package var reference: Reference
    package var order: ChildOrder
    /// Refused where one of these balances has another version.
    package var expectedVersions: [CreateTransaction.ExpectedVersion]

    package init(
        reference: Reference, order: ChildOrder,
        expectedVersions: [CreateTransaction.ExpectedVersion] = []
    ) {
        self.reference = reference
        self.order = order
        self.expectedVersions = expectedVersions
    }
}

package struct CancelTransaction: Hashable, Sendable {
    package var id: TransactionID

    package init(id: TransactionID) {
        self.id = id
    }
}
