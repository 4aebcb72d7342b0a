extension Book where Self: ~Copyable {
    /// Keeps the lineage of what a transaction settles on balances that track it: who provided what
    /// came in, and whose money it is that goes out. What is only held counts when it is committed.
    mutating func trackLineage(
        of ends: TransactionEnds, _ made: Transaction, parent: Transaction? = nil
    ) throws(Failure) {
        guard ends.all.contains(where: \.isTracked) else { return }
        var tracked = TransactionLineage()
        // A refund undoes what its original did; a commit adds to what its hold did.
        var former: TransactionLineage?
        if let parent { former = try lineage(of: parent.id) ?? TransactionLineage() }
        for end in ends.sources where end.isTracked {
            var taking = Taking(end)
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
            for (name, amount) in try providers(of: made, ends, giving.left) {
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
        of made: Transaction, _ ends: TransactionEnds, _ amount: Amount
    ) throws(Failure) -> [(name: String, amount: Amount)] {
        guard amount.isPositive else { return [] }
        if let name = made.order.metaData.text(of: Provider.metaDataKey), !name.isEmpty,
            name.utf8.count <= Provider.nameMax
        {
            return [(name, amount)]
        }
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

/// What is to be taken from a balance's deposits, and what was taken so far.
private struct Taking {
    let balance: Balance
    var left: Amount
    var parts: [TransactionLineage.Part] = []

    init(_ end: TransactionEnd) {
        balance = end.balance
        left = end.amount
    }

    mutating func add(_ amount: Amount, provider: UInt64, deposit: UInt64) {
        left = Amount(left.minorUnits - amount.minorUnits)
        parts.append(
            TransactionLineage.Part(
                balanceID: balance.id, provider: provider, deposit: deposit, amount: amount))
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
        let deposit = Deposit(
            balanceID: id, number: head.depositCount, provider: provider.number,
            transactionID: made.id, left: Amount(amount.minorUnits - owed.minorUnits))
        try save(deposit)
        if deposit.left.isPositive {
            head.firstOpen = min(head.firstOpen, deposit.number)
            head.lastOpen = deposit.number
        }
        try save(head, of: id)
        return TransactionLineage.Part(
            balanceID: id, provider: provider.number, deposit: deposit.number, amount: amount)
    }

    /// Returns refunded money to the deposits it was taken from, the last first.
    private mutating func giveBack(
        _ original: inout TransactionLineage?, _ giving: inout Giving
    ) throws(Failure) {
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
        // What no deposit had paid for makes the deficit smaller.
        guard giving.left.isPositive, var head = try lineageHead(of: giving.balance.id) else {
            return
        }
        let owed = min(head.deficit, giving.left)
        head.deficit = Amount(head.deficit.minorUnits - owed.minorUnits)
        giving.left = Amount(giving.left.minorUnits - owed.minorUnits)
        try save(head, of: giving.balance.id)
    }
}

// MARK: - Going out

extension Book where Self: ~Copyable {
    /// Takes the money of a refund out of the deposits that its original made.
    private mutating func takeBack(
        _ original: inout TransactionLineage?, _ taking: inout Taking
    ) throws(Failure) {
        guard var lineage = original else { return }
        for index in lineage.deposits.indices {
            let part = lineage.deposits[index]
            guard taking.left.isPositive else { break }
            guard part.balanceID == taking.balance.id, part.rest.isPositive else { continue }
            let open: Amount =
                if taking.balance.allocation == .proportional {
                    try provider(part.provider, of: part.balanceID)?.available ?? .zero
                } else {
                    try deposit(part.deposit, of: part.balanceID)?.left ?? .zero
                }
            let amount = min(part.rest, taking.left, open)
            guard amount.isPositive else { continue }
            lineage.deposits[index].returned = Amount(
                part.returned.minorUnits + amount.minorUnits)
            try spend(amount, provider: part.provider, of: part.balanceID)
            try change(deposit: part.deposit, of: part.balanceID, by: -amount.minorUnits)
            taking.add(amount, provider: part.provider, deposit: part.deposit)
        }
        original = lineage
    }

    /// Allocates what is left to take by the balance's strategy; what no deposit has is a deficit.
    private mutating func take(_ taking: inout Taking) throws(Failure) {
        guard taking.left.isPositive, let strategy = taking.balance.allocation else { return }
        switch strategy {
        case .firstInFirstOut: try takeInOrder(&taking, newestFirst: false)
        case .lastInFirstOut: try takeInOrder(&taking, newestFirst: true)
        case .proportional: try takeProportionally(&taking)
        }
        guard taking.left.isPositive else { return }
        var head = try lineageHead(of: taking.balance.id) ?? LineageHead()
        head.deficit = Amount(head.deficit.minorUnits + taking.left.minorUnits)
        try save(head, of: taking.balance.id)
    }

    private mutating func takeInOrder(
        _ taking: inout Taking, newestFirst: Bool
    ) throws(Failure) {
        let id = taking.balance.id
        guard var head = try lineageHead(of: id) else { return }
        while taking.left.isPositive, head.firstOpen <= head.lastOpen {
            let number = newestFirst ? head.lastOpen : head.firstOpen
            let left = try deposit(number, of: id)?.left ?? .zero
            let amount = min(left, taking.left)
            if amount.isPositive, let provider = try deposit(number, of: id)?.provider {
                try spend(amount, provider: provider, of: id)
                try change(deposit: number, of: id, by: -amount.minorUnits)
                taking.add(amount, provider: provider, deposit: number)
            }
            guard amount == left else { break }
            if newestFirst { head.lastOpen -= 1 } else { head.firstOpen += 1 }
        }
        try save(head, of: id)
    }

    private mutating func takeProportionally(_ taking: inout Taking) throws(Failure) {
        let id = taking.balance.id
        guard let head = try lineageHead(of: id) else { return }
        var providers: [Provider] = []
        for number in 0..<head.providerCount {
            if let provider = try provider(number + 1, of: id), provider.available.isPositive {
                providers.append(provider)
            }
        }
        let open = providers.reduce(Int128(0)) { $0 + $1.available.minorUnits }
        let amount = Amount(min(open, taking.left.minorUnits))
        guard amount.isPositive else { return }
        let parts = Distribution.divide(amount, inProportionTo: providers.map(\.available))
        for (provider, part) in zip(providers, parts) where part.isPositive {
            try spend(part, provider: provider.number, of: id)
            taking.add(part, provider: provider.number, deposit: 0)
        }
    }

    private mutating func spend(
        _ amount: Amount, provider number: UInt64, of balance: BalanceID
    ) throws(Failure) {
        guard var provider = try provider(number, of: balance) else { return }
        provider.spent = Amount(provider.spent.minorUnits + amount.minorUnits)
        try save(provider)
    }

    /// Changes what is left of a deposit, and opens the bounds again where something came back.
    private mutating func change(
        deposit number: UInt64, of balance: BalanceID, by difference: Int128
    ) throws(Failure) {
        guard number > 0, var deposit = try deposit(number, of: balance) else { return }
        deposit.left = Amount(deposit.left.minorUnits + difference)
        try save(deposit)
        guard difference > 0, var head = try lineageHead(of: balance) else { return }
        head.firstOpen = min(head.firstOpen, number)
        head.lastOpen = max(head.lastOpen, number)
        try save(head, of: balance)
    }
}

extension TransactionEnd {
    /// Whether money is settled here on a balance that tracks its lineage.
    fileprivate var isTracked: Bool {
        isTouched && balance.allocation != nil && (movement == .settle || movement == .commit)
    }
}
