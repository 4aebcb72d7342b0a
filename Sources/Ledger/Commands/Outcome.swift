/// What a command came to. A refusal is a value like any other: a normal, repeatable answer.
package enum Outcome: Hashable, Sendable {
    /// Done by this command, as the commit of its stamp.
    case applied(Result)
    /// Done before, by an equal command; nothing was written now. Carries that commit's sequence
    /// for a transaction; for a record, which is shown as it is now, that of the last commit of
    /// all.
    case replayed(Result, sequence: UInt64)
    /// Refused; nothing was written.
    case rejected(Rejection)

    /// How much of a result is wanted. What was done before is always shown in full.
    package enum Extent: Sendable {
        /// Of a transaction only what it is and where it stands, without the balances that it
        /// touched, and without where its money came from.
        case brief
        case full
    }

    // Results are large and handed from the rules to the reply through many hands: each stands
    // apart, so that only a pointer is handed on.
    package indirect enum Result: Hashable, Sendable {
        case ledger(LedgerRecord)
        case balance(BalanceView)
        case transaction(TransactionResult)
        case monitor(MonitorView)
        /// The monitor as it last was.
        case monitorDeleted(MonitorView)
        /// A monitor of which nothing could be read any more.
        case damagedMonitorDeleted(MonitorID)
        /// The endpoint, and what waits for it; of a deleted one as it last was.
        case webhook(WebhookEndpoint, Backlog)
        /// The delivery, and where it is posted to.
        case delivery(Delivery, url: String)
        case subscription(SubscriptionView)
        /// The subscription as it last was.
        case subscriptionDeleted(SubscriptionView)
        /// A note that has nothing to tell.
        case noted
    }
}

/// What commands applied as one commit came to.
package enum BatchOutcome: Hashable, Sendable {
    case applied([Outcome])
    /// The first item that was refused; nothing of the batch was written.
    case rejected(Rejection, item: Int)
}

/// A transaction and every balance it touched, as they stood after it.
package struct TransactionResult: Hashable, Sendable {
    package var transaction: Transaction
    // Most have neither of these, and room for both would be half of a result.
    /// Where it stands, if that is another place than where it was made to stand.
    private var moved: Apart<TransactionProgress>?
    private var behind: Apart<Parent>?
    package var balances: [BalanceView]
    /// Where its money came from, on balances that track it.
    package var allocations: AllocationList

    package init(
        transaction: Transaction, progress: TransactionProgress?, balances: [BalanceView],
        allocations: AllocationList = AllocationList(), parent: Parent? = nil
    ) {
        self.transaction = transaction
        moved = progress.map(Apart.init)
        behind = parent.map(Apart.init)
        self.balances = balances
        self.allocations = allocations
    }

    /// The hold or refunded transaction behind a child, after it.
    package var parent: Parent? {
        get { behind?.value }
        set { behind = newValue.map(Apart.init) }
    }

    /// Where it stands now.
    package var progress: TransactionProgress { moved?.value ?? transaction.initialProgress }
    package var status: TransactionStatus { moved?.value.status ?? transaction.initialStatus }

    package struct Parent: Hashable, Sendable {
        package var transaction: Transaction
        package var progress: TransactionProgress
        package var allocations = AllocationList()

        package init(transaction: Transaction, progress: TransactionProgress) {
            self.transaction = transaction
            self.progress = progress
        }
    }
}
