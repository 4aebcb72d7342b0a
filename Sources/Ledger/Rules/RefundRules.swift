extension Book where Self: ~Copyable {
    /// Gives settled money back, ends swapped: of a transfer, or of the committed part of a hold.
    /// All refunds together never exceed what was settled.
    func refunding(
        _ part: ChildOrder.Part, _ original: Transaction, _ progress: TransactionProgress,
        _ commit: Commit
    ) throws(Failure) -> Swift.Result<ChildWork, Rejection> {
        guard let movement = original.movement,
            original.kind == .transfer || original.kind == .hold, progress.settled > .zero
        else { return .failure(.notRefundable(original)) }
        let refundable = progress.refundable
        let amount: Amount
        var precision: Int64?
        switch part {
        case .rest:
            guard refundable > .zero else {
                return .failure(.refundExceedsRemaining(nil, remaining: refundable))
            }
            amount = refundable
        case .amount(let asked, let given):
            guard asked <= refundable else {
                return .failure(.refundExceedsRemaining(asked, remaining: refundable))
            }
            amount = asked
            precision = given
        }
        var after = progress
        let given = after.refund(amount, \.destinations)
        let taken = after.refund(amount, \.sources)
        var ends = TransactionEnds(
            sources: try ends(.debit, of: movement.destinations),
            destinations: try self.ends(.credit, of: movement.sources))
        let isMoved = ends.move(given, taken, .settle)
        after.updatedAt = commit.time
        return .success(
            ChildWork(
                kind: .refund, happening: .refunded, amount: amount, precision: precision,
                ends: ends, parent: after, late: isMoved ? nil : .amountOverflow))
    }
}

extension TransactionProgress {
    /// Gives back a part of one side's legs by what each can still give back; answers with the
    /// parts.
    fileprivate mutating func refund(
        _ amount: Amount, _ side: WritableKeyPath<TransactionProgress, [LegProgress]>
    ) -> [Amount] {
        let parts = Distribution.divide(
            amount, inProportionTo: self[keyPath: side].map(\.refundable))
        for (index, part) in parts.enumerated() {
            let refunded = self[keyPath: side][index].refunded
            self[keyPath: side][index].refunded = Amount(refunded.minorUnits + part.minorUnits)
        }
        return parts
    }
}
