/// Where a transaction stands that can still change: a hold, a scheduled one, or one of which
/// something was given back. A plain transfer has none until its first refund.
package struct TransactionProgress: Hashable, Sendable {
    package let transactionID: TransactionID
    package var status: TransactionStatus
    /// In the order of the transaction's legs; empty while it waits for its time.
    package var sources: [LegProgress]
    package var destinations: [LegProgress]
    /// A hold's terms as they are now.
    package var terms: HoldTerms
    package var updatedAt: Timestamp
    /// Why a scheduled transaction was refused when it ran.
    package var rejection: Rejection?

    package init(
        transactionID: TransactionID, status: TransactionStatus, sources: [LegProgress],
        destinations: [LegProgress], terms: HoldTerms = HoldTerms(), updatedAt: Timestamp,
        rejection: Rejection? = nil
    ) {
        self.transactionID = transactionID
        self.status = status
        self.sources = sources
        self.destinations = destinations
        self.terms = terms
        self.updatedAt = updatedAt
        self.rejection = rejection
    }

    /// What one leg had to do with, and what became of it.
    package struct LegProgress: Hashable, Sendable {
        /// What was moved or held in all.
        package var total: Amount
        /// What is settled: of a transfer all of it.
        package var settled: Amount
        package var released: Amount
        package var refunded: Amount

        package init(
            total: Amount, settled: Amount, released: Amount = .zero, refunded: Amount = .zero
        ) {
            self.total = total
            self.settled = settled
            self.released = released
            self.refunded = refunded
        }

        /// What is still held.
        package var remaining: Amount {
            Amount(total.minorUnits - settled.minorUnits - released.minorUnits)
        }

        /// What can still be given back.
        package var refundable: Amount { Amount(settled.minorUnits - refunded.minorUnits) }
    }

    // Both sides of a transaction always add up to the same.
    package var total: Amount { sum(\.total) }
    package var settled: Amount { sum(\.settled) }
    package var released: Amount { sum(\.released) }
    package var refunded: Amount { sum(\.refunded) }
    package var remaining: Amount { sum(\.remaining) }
    package var refundable: Amount { sum(\.refundable) }

    private func sum(_ part: KeyPath<LegProgress, Amount>) -> Amount {
        Amount(sources.reduce(0) { $0 + $1[keyPath: part].minorUnits })
    }
}

extension Transaction {
    package var initialStatus: TransactionStatus {
        switch kind {
        case _ where movement == nil: .scheduled
        case .hold: .inflight
        case .void: child?.action == .expire ? .expired : .void
        case .transfer, .commit, .holdUpdate, .refund: .applied
        }
    }

    /// Where the transaction stood right after it was made.
    package var initialProgress: TransactionProgress {
        func progress(_ leg: Leg) -> TransactionProgress.LegProgress {
            let amount = leg.amount
            return switch kind {
            case .transfer, .commit, .refund: .init(total: amount, settled: amount)
            case .hold: .init(total: amount, settled: .zero)
            case .void: .init(total: amount, settled: .zero, released: amount)
            // What it changes is the hold's; of its own it neither holds nor settles anything.
            case .holdUpdate: .init(total: .zero, settled: .zero)
            }
        }
        return TransactionProgress(
            transactionID: id, status: initialStatus,
            sources: movement?.sources.map(progress) ?? [],
            destinations: movement?.destinations.map(progress) ?? [],
            terms: order.hold ?? HoldTerms(), updatedAt: createdAt)
    }
}
