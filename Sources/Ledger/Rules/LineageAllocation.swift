/// What is to be taken from a balance's deposits, and what was taken so far.
struct LineageTaking {
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

extension Book where Self: ~Copyable {
    /// Takes the money of a refund out of the deposits that its original made.
    mutating func takeBack(
        _ original: inout TransactionLineage?, _ taking: inout LineageTaking
    ) throws(Failure) {
        guard var lineage = original else { return }
        for index in lineage.deposits.indices {
            let part = lineage.deposits[index]
            guard taking.left.isPositive else { break }
            guard part.balanceID == taking.balance.id, part.rest.isPositive else { continue }
            let isDrawnOn = taking.balance.allocation != .proportional
            let open =
                if isDrawnOn {
                    try deposit(part.deposit, of: part.balanceID)?.left ?? .zero
                } else {
                    try provider(part.provider, of: part.balanceID)?.available ?? .zero
                }
            let amount = min(part.rest, taking.left, open)
            guard amount.isPositive else { continue }
            lineage.deposits[index].returned = Amount(
                part.returned.minorUnits + amount.minorUnits)
            try spend(amount, provider: part.provider, of: part.balanceID)
            if isDrawnOn {
                try change(deposit: part.deposit, of: part.balanceID, by: -amount.minorUnits)
            }
            taking.add(amount, provider: part.provider, deposit: part.deposit)
        }
        original = lineage
    }

    /// Allocates what is left to take by the balance's strategy; what no deposit has is a deficit.
    mutating func take(_ taking: inout LineageTaking) throws(Failure) {
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
        _ taking: inout LineageTaking, newestFirst: Bool
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

    private mutating func takeProportionally(_ taking: inout LineageTaking) throws(Failure) {
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

    mutating func spend(
        _ amount: Amount, provider number: UInt64, of balance: BalanceID
    ) throws(Failure) {
        guard var provider = try provider(number, of: balance) else { return }
        provider.spent = Amount(provider.spent.minorUnits + amount.minorUnits)
        try save(provider)
    }

    /// Changes what is left of a deposit, and opens the bounds again where something came back.
    mutating func change(
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
