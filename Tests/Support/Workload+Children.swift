import Ledger

extension Workload {
    mutating func createChild(_ book: DictionaryBook) -> CreateChild {
        let parent = parent(book)
        let legs = book.transactions[parent]?.movement.map { $0.sources + $0.destinations } ?? []
        return CreateChild(
            reference: reference(),
            order: ChildOrder(
                parentID: parent, action: action(parent, book), description: text(),
                overdraft: overdraft(), effectiveAt: time(), metaData: metaData()),
            expectedVersions: expectedVersions(book, legs.map(\.balanceID)))
    }

    /// Something that is due by itself: mostly when it is, also before, and where nothing is.
    mutating func due(_ book: DictionaryBook) -> Command {
        if random.chance(85), let next = book.dues.min() { return next.command }
        if random.chance(40), let due = random.pick(from: book.dues.sorted()) { return due.command }
        let id = parent(book)
        return random.pick(.commitDue(id), .expireDue(id), .runScheduled(id))
    }

    mutating func scheduled(_ book: DictionaryBook) -> TransactionID {
        let waiting = transactions.filter { book.transactions[$0]?.order.scheduledFor != nil }
        guard random.chance(85) else { return parent(book) }
        return random.pick(from: waiting.suffix(3)) ?? parent(book)
    }

    /// Mostly a hold that is open, or a transfer.
    private mutating func parent(_ book: DictionaryBook) -> TransactionID {
        if random.chance(3) { return TransactionID(bits: 0xFA15E) }
        let open = transactions.filter {
            book.progress[$0]?.status == .inflight && book.transactions[$0]?.kind == .hold
        }
        if random.chance(60), let hold = random.pick(from: open) { return hold }
        let roots = transactions.filter { book.transactions[$0]?.child == nil }
        if random.chance(85), let root = random.pick(from: roots) { return root }
        return random.pick(from: transactions) ?? TransactionID(bits: 0xFA15E)
    }

    private mutating func action(
        _ parent: TransactionID, _ book: DictionaryBook
    ) -> ChildOrder.Action {
        let progress =
            book.progress[parent] ?? book.transactions[parent].map(\.initialProgress)
        let isOpen = progress?.status == .inflight
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<(isOpen ? 45 : 12): return .commit(part(of: progress?.remaining))
        case ..<(isOpen ? 58 : 22): return .void
        case ..<(isOpen ? 85 : 35): return .update(change(progress, book.now))
        default: return .refund(part(of: progress?.refundable))
        }
    }

    /// All, nearly all, or more than there is of something.
    private mutating func part(of most: Amount?) -> ChildOrder.Part {
        if random.chance(30) { return .rest }
        return .amount(near(most), precision: precision())
    }

    private mutating func near(_ figure: Amount?) -> Amount {
        guard let figure = figure?.minorUnits, figure > 0, random.chance(85) else {
            return amount()
        }
        let near: Int128 =
            random.chance(50)
            ? .random(in: 1...figure, using: &random)
            : figure &+ random.pick(-1, 0, 1)
        return Amount(max(near, 1))
    }

    private mutating func change(
        _ progress: TransactionProgress?, _ now: Timestamp
    ) -> HoldChange {
        var change = HoldChange()
        if random.chance(70) {
            let figure = random.chance(30) ? progress?.settled : progress?.total
            let new = random.chance(60) ? near(figure) : (figure?.adding(amount()) ?? amount())
            change.total = .set(HoldChange.NewTotal(new, precision: precision()))
        }
        if random.chance(30) { change.expiresAt = .set(random.chance(80) ? later(than: now) : nil) }
        if random.chance(25) { change.commitAt = .set(random.chance(80) ? later(than: now) : nil) }
        return change
    }
}
