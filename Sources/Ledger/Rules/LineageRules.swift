extension Book where Self: ~Copyable {
    /// Keeps the lineage of what a transaction settles on balances that track it: who provided what
    /// came in, and whose money it is that goes out. What is only held counts when it is committed.
    ///
    /// Deposits are in the order of their recording, also where they are back-dated: what was
    /// allocated stays so. Spending beyond all deposits leaves a deficit, which the next money to
    /// come in makes up for first, so that what all providers have left, less the deficit, is
    /// always the settled balance.
    ///
    /// A refund undoes what its original did, rather than being allocated anew: its payer gives up
    /// the original's deposits before any other, its receiver gets back what the original had
    /// taken. Only what can't be undone, because it was spent since, goes by the rule.
    mutating func trackLineage(
        of ends: TransactionEnds, _ made: Transaction, parent: Transaction? = nil
    ) throws(Failure) {
        guard ends.all.contains(where: \.isTracked) else { return }
        var tracked = TransactionLineage()
        // A refund undoes what its original did; a commit adds to what its hold did.
        var former: TransactionLineage?
        if let parent { former = try lineage(of: parent.id) ?? TransactionLineage() }
        for end in ends.sources where end.isTracked {
            var taking = LineageTaking(end)
            if made.kind == .refund {
                try takeBack(&former, &taking)
            }
            try take(&taking)
            tracked.allocations += taking.parts
        }
        for end in ends.destinations where end.isTracked {
            var giving = Giving(end, left: end.amount)
            if made.kind == .refund {
                try giveBack(&former, &giving)
            }
            for (name, amount) in try providers(of: made, parent, ends, giving.left) {
                tracked.deposits.append(try deposit(amount, from: name, on: end, made))
            }
        }
        try save(tracked, of: made.id)
        guard let parent, var former else { return }
        if made.kind == .commit {
            former.deposits += tracked.deposits
            former.allocations += tracked.allocations
        }
        try save(former, of: parent.id)
    }

    /// Where the money of a transaction came from, as it is shown.
    func allocations(of id: TransactionID) throws(Failure) -> AllocationList {
        guard let lineage = try lineage(of: id) else { return AllocationList() }
        var list = AllocationList(count: lineage.allocations.count)
        for part in lineage.allocations.prefix(AllocationList.shownMax) {
            list.shown.append(
                Allocation(
                    part, try provider(part.provider, of: part.balanceID),
                    part.deposit == 0 ? nil : try deposit(part.deposit, of: part.balanceID)))
        }
        return list
    }

    /// Who provides the money of a transaction, and how much each: as its metadata says, or else
    /// its sources by what they give.
    private func providers(
        of made: Transaction, _ parent: Transaction?, _ ends: TransactionEnds, _ amount: Amount
    ) throws(Failure) -> [(name: String, amount: Amount)] {
        guard amount.isPositive else { return [] }
        if let name = made.namedProvider(parent) { return [(name, amount)] }
        let giving = ends.sources.filter(\.isTouched)
        let parts = Distribution.divide(amount, inProportionTo: giving.map(\.amount))
        var named: [(name: String, amount: Amount)] = []
        for (end, part) in zip(giving, parts) where part.isPositive {
            // One that was just made is in the book already.
            let indicator = try profile(end.balance.id)?.indicator
            named.append((indicator?.description ?? "\(end.balance.id)", part))
        }
        return named
    }
}

/// What comes into a balance, and what of it is not accounted for yet.
private struct Giving {
    let balance: Balance
    var left: Amount

    init(_ end: TransactionEnd, left: Amount) {
        balance = end.balance
        self.left = left
    }
}

// MARK: - Coming in

extension Book where Self: ~Copyable {
    private mutating func deposit(
        _ amount: Amount, from name: String, on end: TransactionEnd, _ made: Transaction
    ) throws(Failure) -> TransactionLineage.Part {
        let id = end.balance.id
        var head = try lineageHead(of: id) ?? LineageHead()
        var provider: Provider
        if let known = try self.provider(named: name, of: id) {
            provider = known
        } else {
            head.providerCount += 1
            provider = Provider(balanceID: id, number: head.providerCount, name: name)
        }
        // What was spent before anything was there is spent of this.
        let owed = min(head.deficit, amount)
        head.deficit = Amount(head.deficit.minorUnits - owed.minorUnits)
        provider.received = Amount(provider.received.minorUnits + amount.minorUnits)
        provider.spent = Amount(provider.spent.minorUnits + owed.minorUnits)
        try save(provider)
        head.depositCount += 1
        // Where debits are divided by provider, no single deposit is ever drawn on.
        let isDrawnOn = end.balance.allocation != .proportional
        let deposit = Deposit(
            balanceID: id, number: head.depositCount, provider: provider.number,
            transactionID: made.id,
            left: isDrawnOn ? Amount(amount.minorUnits - owed.minorUnits) : .zero)
        try save(deposit)
        if deposit.left.isPositive {
            if head.firstOpen > head.lastOpen { head.firstOpen = deposit.number }
            head.lastOpen = deposit.number
        }
        try save(head, of: id)
        return TransactionLineage.Part(
            balanceID: id, provider: provider.number, deposit: deposit.number, amount: amount)
    }

    /// Returns refunded money to the deposits it was taken from, the last first; before that it
    /// makes up for what is owed, as all money does that comes in.
    private mutating func giveBack(
        _ original: inout TransactionLineage?, _ giving: inout Giving
    ) throws(Failure) {
        if var head = try lineageHead(of: giving.balance.id), head.deficit.isPositive {
            let owed = min(head.deficit, giving.left)
            head.deficit = Amount(head.deficit.minorUnits - owed.minorUnits)
            giving.left = Amount(giving.left.minorUnits - owed.minorUnits)
            try save(head, of: giving.balance.id)
        }
        guard var lineage = original else { return }
        for index in lineage.allocations.indices.reversed() {
            let part = lineage.allocations[index]
            guard giving.left.isPositive else { break }
            guard part.balanceID == giving.balance.id, part.rest.isPositive else { continue }
            let amount = min(part.rest, giving.left)
            lineage.allocations[index].returned = Amount(
                part.returned.minorUnits + amount.minorUnits)
            giving.left = Amount(giving.left.minorUnits - amount.minorUnits)
            try spend(Amount(-amount.minorUnits), provider: part.provider, of: part.balanceID)
            try change(deposit: part.deposit, of: part.balanceID, by: amount.minorUnits)
        }
        original = lineage
    }
}

extension TransactionEnd {
    /// Whether money is settled here on a balance that tracks its lineage.
    fileprivate var isTracked: Bool {
        isTouched && balance.allocation != nil && (movement == .settle || movement == .commit)
    }
}

extension Transaction {
    /// Whom the metadata names as the provider of the money. A commit settles what its hold was
    /// made for, so the hold's name stands where the commit gives none. A refund bears the metadata
    /// of its original, but moves the money the other way: only what was said of the refund itself
    /// names a provider.
    fileprivate func namedProvider(_ parent: Transaction?) -> String? {
        switch kind {
        case .refund: child?.metaData.provider
        case .commit: order.metaData.provider ?? parent?.order.metaData.provider
        case .transfer, .hold, .void, .holdUpdate: order.metaData.provider
        }
    }
}

extension MetaData {
    fileprivate var provider: String? {
        guard let name = text(of: Provider.metaDataKey), !name.isEmpty,
            name.utf8.count <= Provider.nameMax
        else { return nil }
        return name
    }
}
