/// What one transaction did to one balance: the immutable row of a balance's history.
///
/// It carries the sums after it, so that a past balance is read and not summed up; and two pointers
/// to earlier entries of the same balance, so that any of them is found in O(log n) steps without
/// an index: `previous`, and `jump`, which reaches further back the further the chain has grown.
package struct Entry: Hashable, Sendable {
    /// Its place in the table of all entries: 1 for the first, no gaps.
    package let number: UInt64
    package let balanceID: BalanceID
    package let transactionID: TransactionID
    /// The commit it belongs to.
    package let sequence: UInt64
    package let side: Sums.Side
    package let movement: Sums.Movement
    package let amount: Amount
    /// The sums of the balance after it.
    package let after: Sums
    /// The version of the balance after it; one more than that of the entry before it.
    package let version: UInt64
    /// When it was written.
    package let recordedAt: Timestamp
    /// Where it stands in history: `recordedAt`, unless the transaction was back-dated.
    package let effectiveAt: Timestamp
    /// The entry of this balance before it; 0 for the first.
    package let previous: UInt64
    /// An entry of this balance further back; 0 where there is none.
    package let jump: UInt64

    package init(
        number: UInt64, balanceID: BalanceID, transactionID: TransactionID, sequence: UInt64,
        side: Sums.Side, movement: Sums.Movement, amount: Amount, after: Sums, version: UInt64,
        recordedAt: Timestamp, effectiveAt: Timestamp, previous: UInt64, jump: UInt64
    ) {
        self.number = number
        self.balanceID = balanceID
        self.transactionID = transactionID
        self.sequence = sequence
        self.side = side
        self.movement = movement
        self.amount = amount
        self.after = after
        self.version = version
        self.recordedAt = recordedAt
        self.effectiveAt = effectiveAt
        self.previous = previous
        self.jump = jump
    }
}

extension Entry {
    /// By how much it changed the settled sum of a side.
    package func delta(settledOn side: Sums.Side) -> Amount {
        side == self.side && (movement == .settle || movement == .commit) ? amount : .zero
    }

    /// By how much it changed the sum in flight of a side.
    package func delta(inflightOn side: Sums.Side) -> Amount {
        guard side == self.side else { return .zero }
        return switch movement {
        case .settle: .zero
        case .hold: amount
        case .commit, .release: Amount(-amount.minorUnits)
        }
    }
}
