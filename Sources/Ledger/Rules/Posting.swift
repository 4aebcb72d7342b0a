extension Book where Self: ~Copyable {
    /// Appends the entries of a transaction, one for each balance that it touches, and brings the
    /// balances to the state after it.
    mutating func post(
        _ transaction: Transaction, _ ends: inout TransactionEnds, _ commit: Commit
    ) throws(Failure) {
        guard let movement = transaction.movement else { return }
        var entries: [Entry] = []
        entries.reserveCapacity(Int(movement.entryCount))
        for index in ends.all.indices where ends.all[index].isTouched {
            let number = movement.firstEntry + UInt64(entries.count)
            entries.append(
                try entry(number, of: transaction, movement, &ends.all[index], commit))
        }
        if !entries.isEmpty { try append(entries) }
    }

    /// The entry of one balance, which is brought to the state after it.
    private func entry(
        _ number: UInt64, of transaction: Transaction, _ movement: Transaction.Movement,
        _ end: inout TransactionEnd, _ commit: Commit
    ) throws(Failure) -> Entry {
        let head = end.balance.history
        let grown = try head.appending(number) { (link) throws(Failure) in
            try jump(of: link)
        }
        end.touch(precision: transaction.order.precision, commit.time, grown)
        return Entry(
            number: number, balanceID: end.balance.id, transactionID: transaction.id,
            sequence: commit.stamp.sequence, side: end.side, movement: end.movement,
            amount: end.amount, after: end.balance.sums, version: end.balance.version,
            recordedAt: commit.time, effectiveAt: movement.effectiveAt,
            previous: head.last.number, jump: head.nextJump.number)
    }

    private func jump(of link: HistoryHead.Link) throws(Failure) -> HistoryHead.Link {
        guard let entry = try entry(link.number) else { return .none }
        return HistoryHead.Link(number: entry.jump, depth: link.jumpDepth)
    }
}
