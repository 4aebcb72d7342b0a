/// The sums over the balances of a selection, kept up in the commits that move them.
///
/// Monitors of the same selection share it; it lives as long as one of them does. The balances of a
/// currency know their roll-ups by slots, so that a transaction finds them without looking.
package struct RollUp: Hashable, Sendable {
    package let id: RollUpID
    package let selection: BalanceSelection
    package let slot: UInt8
    package var sums: Sums
    /// Which kinds of monitors it has.
    package var watched: MonitorMask
    /// Monitors of it, those that are switched off included.
    package var monitorCount: UInt64

    package init(id: RollUpID, selection: BalanceSelection, slot: UInt8) {
        self.id = id
        self.selection = selection
        self.slot = slot
        sums = .zero
        watched = .none
        monitorCount = 0
    }

    package var place: RollUpPlace { RollUpPlace(id: id, slot: slot) }
}

/// Where a roll-up of a currency is found.
package struct RollUpPlace: Hashable, Sendable {
    package let id: RollUpID
    package let slot: UInt8

    package init(id: RollUpID, slot: UInt8) {
        self.id = id
        self.slot = slot
    }
}

/// The roll-ups that a balance belongs to: one bit for each slot of its currency.
///
/// The bit of a slot that no roll-up has any more means nothing; whoever takes the slot next sets
/// it right on every balance.
package struct RollUpSlots: Hashable, Sendable {
    package private(set) var bits: UInt64

    package init(bits: UInt64 = 0) {
        self.bits = bits
    }

    package static let none = RollUpSlots()

    package var isEmpty: Bool { bits == 0 }

    package subscript(slot: UInt8) -> Bool {
        get { bits >> UInt64(slot) & 1 == 1 }
        set { bits = newValue ? bits | 1 << UInt64(slot) : bits & ~(1 << UInt64(slot)) }
    }

    /// The slots in their order.
    package var all: [UInt8] { isEmpty ? [] : (0..<64).filter { self[$0] } }
}

/// Which kinds of rules a ledger has.
package struct LedgerWatch: Hashable, Sendable {
    package let ledgerID: LedgerID
    package var watched: MonitorMask
    /// Its rules, those that are switched off included.
    package var ruleCount: UInt64

    package init(ledgerID: LedgerID, watched: MonitorMask = .none, ruleCount: UInt64 = 0) {
        self.ledgerID = ledgerID
        self.watched = watched
        self.ruleCount = ruleCount
    }
}
