/// Something that happens to a transaction by itself, and when.
package struct Due: Hashable, Comparable, Sendable {
    package let time: Timestamp
    package let kind: Kind
    package let transactionID: TransactionID

    package init(time: Timestamp, kind: Kind, transactionID: TransactionID) {
        self.time = time
        self.kind = kind
        self.transactionID = transactionID
    }

    /// At one time in this order: money that is to be settled is settled before the rest expires.
    package enum Kind: UInt8, Comparable, Sendable {
        case commit = 0
        case expire = 1
        case run = 2

        package static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
    }

    package static func < (left: Due, right: Due) -> Bool {
        (left.time, left.kind, left.transactionID) < (right.time, right.kind, right.transactionID)
    }

    /// The command that does it.
    package var command: Command {
        switch kind {
        case .commit: .commitDue(transactionID)
        case .expire: .expireDue(transactionID)
        case .run: .runScheduled(transactionID)
        }
    }
}

/// That an open hold on a balance expires at a time.
package struct HoldExpiry: Hashable, Sendable {
    package let balanceID: BalanceID
    package let time: Timestamp
    package let transactionID: TransactionID

    package init(balanceID: BalanceID, time: Timestamp, transactionID: TransactionID) {
        self.balanceID = balanceID
        self.time = time
        self.transactionID = transactionID
    }
}
