import Ledger

/// The lineages of all balances that track theirs, made anew from the entries in their order and
/// from what each transaction says that it brought and took.
///
/// Its sums wrap: a damaged row may say anything, and then they come out different.
struct LineageReplay {
    private(set) var accounts: [BalanceID: Account]
    /// Of transactions that were given back in part: how much of each part, of the deposits and
    /// the allocations of one balance.
    private(set) var returned: [Owner: Returned] = [:]

    /// One balance.
    struct Account {
        let isProportional: Bool
        fileprivate(set) var deficit = Int128(0)
        /// By their numbers, beginning with 1.
        fileprivate(set) var providers: [(received: Int128, spent: Int128)] = []
        fileprivate(set) var deposits: [OpenDeposit] = []
        /// Whether money ever came in or was missing, so that there has to be a record of it.
        fileprivate(set) var isKept = false
    }

    struct OpenDeposit {
        let provider: UInt64
        let transactionID: TransactionID
        fileprivate(set) var left: Int128
    }

    struct Owner: Hashable {
        let transactionID: TransactionID
        let balanceID: BalanceID
    }

    struct Returned {
        fileprivate(set) var deposits: [Int128] = []
        fileprivate(set) var allocations: [Int128] = []
    }

    /// One entry that settles money on a balance, and what its transaction says of it.
    struct Step {
        let entry: Entry
        /// The parts that its own transaction brought to the balance, or took.
        let parts: [TransactionLineage.Part]
        /// Of a refund: its original, and the parts that this had until then.
        let original: (id: TransactionID, lineage: TransactionLineage)?
    }

    init(_ tracked: [BalanceID: LineageStrategy]) {
        accounts = tracked.mapValues { Account(isProportional: $0 == .proportional) }
    }

    func tracks(_ balance: BalanceID) -> Bool { accounts[balance] != nil }

    /// Takes the next entry in; what is wrong with the parts of its transaction, if anything is.
    mutating func follow(_ step: Step) -> String? {
        let id = step.entry.balanceID
        guard var account = accounts[id] else { return nil }
        defer { accounts[id] = account }
        let sum = step.parts.reduce(Int128(0)) { $0 &+ $1.amount.minorUnits }
        guard step.parts.allSatisfy({ $0.amount.isPositive }), sum <= amount(of: step) else {
            return "its parts are more than the transaction moved"
        }
        switch step.entry.side {
        case .debit: return take(step, sum, &account)
        case .credit: return give(step, sum, &account)
        }
    }

    private func amount(of step: Step) -> Int128 { step.entry.amount.minorUnits }
}

// MARK: - Going out

extension LineageReplay {
    private mutating func take(
        _ step: Step, _ sum: Int128, _ account: inout Account
    ) -> String? {
        if let original = step.original { takeBack(step, original, account) }
        for part in step.parts {
            guard account.spend(part.amount.minorUnits, part) else {
                return "it takes from deposits that there are not"
            }
        }
        // What no deposit had.
        let missing = amount(of: step) &- sum
        account.deficit &+= missing
        if missing > 0 { account.isKept = true }
        return missing > 0 && account.hasOpen ? "it leaves deposits that it should take" : nil
    }

    /// A refund first takes from what its original brought, as far as that is still there.
    private mutating func takeBack(
        _ step: Step, _ original: (id: TransactionID, lineage: TransactionLineage),
        _ account: Account
    ) {
        let brought = original.lineage.deposits.filter { $0.balanceID == step.entry.balanceID }
        let owner = Owner(transactionID: original.id, balanceID: step.entry.balanceID)
        var counts = returned[owner] ?? Returned()
        counts.deposits.fill(brought.count)
        var account = account
        var left = amount(of: step)
        for (place, part) in brought.enumerated() {
            let rest = part.amount.minorUnits &- counts.deposits[place]
            let amount = min(rest, left, account.open(part))
            guard amount > 0 else { continue }
            counts.deposits[place] &+= amount
            left &-= amount
            _ = account.spend(amount, part)
        }
        returned[owner] = counts
    }
}

// MARK: - Coming in

extension LineageReplay {
    private mutating func give(
        _ step: Step, _ sum: Int128, _ account: inout Account
    ) -> String? {
        let rest = amount(of: step) &- sum
        if let original = step.original {
            giveBack(step, original, rest, &account)
        } else if rest > 0 {
            return "its parts are less than the transaction moved"
        }
        for part in step.parts {
            guard part.deposit == UInt64(account.deposits.count) + 1, part.provider > 0,
                part.provider <= UInt64(account.providers.count) + 1
            else { return "its deposits are not the next ones of the balance" }
            if part.provider > account.providers.count { account.providers.append((0, 0)) }
            let place = Int(part.provider) - 1
            let amount = part.amount.minorUnits
            // What was spent before anything was there is spent of this.
            let owed = min(account.deficit, amount)
            account.deficit &-= owed
            account.isKept = true
            account.providers[place].received &+= amount
            account.providers[place].spent &+= owed
            account.deposits.append(
                OpenDeposit(
                    provider: part.provider, transactionID: step.entry.transactionID,
                    // Where debits are divided by provider, no single deposit is drawn on.
                    left: account.isProportional ? 0 : amount &- owed))
        }
        return nil
    }

    /// What a refund gave back goes to where its original took it, the last part first.
    private mutating func giveBack(
        _ step: Step, _ original: (id: TransactionID, lineage: TransactionLineage),
        _ amount: Int128, _ account: inout Account
    ) {
        let taken = original.lineage.allocations.filter { $0.balanceID == step.entry.balanceID }
        let owner = Owner(transactionID: original.id, balanceID: step.entry.balanceID)
        var counts = returned[owner] ?? Returned()
        counts.allocations.fill(taken.count)
        // All money that comes in makes up for what is owed before anything else.
        let owed = min(account.deficit, amount)
        account.deficit &-= owed
        var left = amount &- owed
        for (place, part) in taken.enumerated().reversed() where left > 0 {
            let back = min(part.amount.minorUnits &- counts.allocations[place], left)
            guard back > 0 else { continue }
            counts.allocations[place] &+= back
            left &-= back
            _ = account.spend(0 &- back, part)
        }
        returned[owner] = counts
    }
}

extension LineageReplay.Account {
    /// How much of a deposit can still be taken.
    fileprivate func open(_ part: TransactionLineage.Part) -> Int128 {
        if isProportional {
            guard let place = place(part.provider, in: providers.count) else { return 0 }
            return providers[place].received &- providers[place].spent
        }
        return place(part.deposit, in: deposits.count).map { deposits[$0].left } ?? 0
    }

    /// Whether any provider has anything left.
    fileprivate var hasOpen: Bool { providers.contains { $0.received > $0.spent } }

    /// False where there is no such provider or deposit.
    fileprivate mutating func spend(_ amount: Int128, _ part: TransactionLineage.Part) -> Bool {
        guard let provider = place(part.provider, in: providers.count) else { return false }
        providers[provider].spent &+= amount
        guard part.deposit > 0, !isProportional else { return true }
        guard let deposit = place(part.deposit, in: deposits.count) else { return false }
        deposits[deposit].left &-= amount
        return true
    }

    private func place(_ number: UInt64, in count: Int) -> Int? {
        number > 0 && number <= UInt64(count) ? Int(number) - 1 : nil
    }
}

extension [Int128] {
    /// Brings it to a length.
    fileprivate mutating func fill(_ length: Int) {
        while count < length { append(0) }
    }
}
