/// Where a balance that tracks the lineage of its funds stands: the bounds of its deposits, and
/// what it spent beyond them.
package struct LineageHead: Hashable, Sendable {
    /// Deposits ever made; the last one has this number.
    package var depositCount: UInt64 = 0
    /// No deposit before this one has anything left.
    package var firstOpen: UInt64 = 1
    /// No deposit after this one has anything left.
    package var lastOpen: UInt64 = 0
    /// Providers ever seen; numbered in the order of their first deposit.
    package var providerCount: UInt64 = 0
    /// What was spent while nothing was left: the next deposits make up for it first.
    package var deficit = Amount.zero

    package init() {}
}

/// Money that came into a balance at one time from one provider.
package struct Deposit: Hashable, Sendable {
    package let balanceID: BalanceID
    /// 1 for the first of its balance.
    package let number: UInt64
    /// Which of the balance's providers it came from.
    package let provider: UInt64
    package let transactionID: TransactionID
    /// What of it is not spent; zero on a balance that divides its debits by provider, where no
    /// single deposit is drawn on.
    package var left: Amount

    package init(
        balanceID: BalanceID, number: UInt64, provider: UInt64, transactionID: TransactionID,
        left: Amount
    ) {
        self.balanceID = balanceID
        self.number = number
        self.provider = provider
        self.transactionID = transactionID
        self.left = left
    }
}

/// One that money came from, and what became of it.
package struct Provider: Hashable, Sendable {
    package let balanceID: BalanceID
    /// 1 for the first of its balance.
    package let number: UInt64
    package let name: String
    package var received: Amount
    package var spent: Amount

    package init(
        balanceID: BalanceID, number: UInt64, name: String, received: Amount = .zero,
        spent: Amount = .zero
    ) {
        self.balanceID = balanceID
        self.number = number
        self.name = name
        self.received = received
        self.spent = spent
    }

    package var available: Amount { Amount(received.minorUnits - spent.minorUnits) }

    /// Bytes of a name, at most.
    package static let nameMax = 256
    /// The metadata key that names the provider of a transaction's money.
    package static let metaDataKey = "BLNK_LINEAGE_PROVIDER"
}

/// What a transaction brought to, and took from, balances that track their lineage.
package struct TransactionLineage: Hashable, Sendable {
    package var deposits: [Part] = []
    package var allocations: [Part] = []

    package init() {}

    /// A part of the transaction's money.
    package struct Part: Hashable, Sendable {
        package let balanceID: BalanceID
        package let provider: UInt64
        /// Which deposit it went to or came from; 0 where only the provider counts.
        package let deposit: UInt64
        package let amount: Amount
        /// What of it was given back since.
        package var returned: Amount

        package init(
            balanceID: BalanceID, provider: UInt64, deposit: UInt64, amount: Amount,
            returned: Amount = .zero
        ) {
            self.balanceID = balanceID
            self.provider = provider
            self.deposit = deposit
            self.amount = amount
            self.returned = returned
        }

        var rest: Amount { Amount(amount.minorUnits - returned.minorUnits) }
    }
}

/// A part of a transaction's money, and whose it was.
package struct Allocation: Hashable, Sendable {
    package let balanceID: BalanceID
    package let provider: String
    /// The transaction that brought it; nil where only the provider counts.
    package let depositID: TransactionID?
    package let amount: Amount

    package init(_ part: TransactionLineage.Part, _ provider: Provider?, _ deposit: Deposit?) {
        balanceID = part.balanceID
        self.provider = provider?.name ?? ""
        depositID = deposit?.transactionID
        amount = part.amount
    }
}

/// Where the money of a transaction came from.
package struct AllocationList: Hashable, Sendable {
    /// Parts that are shown, at most: with as many of its parent and with two hundred balances of
    /// the largest kind they still fit a frame.
    package static let shownMax = 500

    /// The first parts, in the order of their taking.
    package var shown: [Allocation] = []
    /// How many there are in all.
    package var count: Int

    package init(count: Int = 0) {
        self.count = count
    }
}
