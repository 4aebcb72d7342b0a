import Ledger

/// The balances that were changed and are not yet in the tables of the open transaction: one that
/// is touched again and again is put there once.
///
/// Whoever reads a balance looks here first.
struct PendingBalances: Sendable {
    /// Some 350 bytes each.
    private static let max = 16_384

    private var balances: [BalanceID: Balance] = [:]

    subscript(_ id: BalanceID) -> Balance? {
        get { balances[id] }
        set { balances[id] = newValue }
    }

    var isEmpty: Bool { balances.isEmpty }

    /// Whether there are so many that they are to be put into their table.
    var isFull: Bool { balances.count >= Self.max }

    /// All of them, in the order of the table: what lies together is written together.
    var inOrder: [Balance] { balances.values.sorted { $0.id < $1.id } }

    mutating func removeAll() { balances.removeAll(keepingCapacity: true) }
}
