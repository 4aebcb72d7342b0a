import Ledger

/// The balances that were changed lately, as they are now: one that is touched again and again is
/// put into its table once, when all that are pending are, and isn't read from there again.
///
/// Whoever reads a balance looks here first.
struct WorkingBalances: Sendable {
    /// Those that aren't in the table yet, some 350 bytes each.
    static let pendingMax = 16_384
    /// All of them. Where a flush leaves more, they are let go of.
    static let max = 32_768

    /// One of them.
    struct Working {
        var balance: Balance
        var isPending: Bool
    }

    private var balances: [BalanceID: Working] = [:]
    /// Those that have become pending. One that was taken back isn't any more, and one may be here
    /// twice.
    private var pending: [BalanceID] = []

    subscript(_ id: BalanceID) -> Balance? { balances[id]?.balance }

    /// Whether so many are pending that they are to be put into their table.
    var isFull: Bool { pending.count >= Self.pendingMax }

    /// Takes a balance that was changed.
    mutating func save(_ balance: Balance) {
        let new = Working(balance: balance, isPending: true)
        guard let index = balances.index(forKey: balance.id) else {
            balances[balance.id] = new
            pending.append(balance.id)
            return
        }
        if !balances.values[index].isPending { pending.append(balance.id) }
        balances.values[index] = new
    }

    /// What is known of a balance, for `putBack`.
    func working(_ id: BalanceID) -> Working? { balances[id] }

    /// Makes it what it was.
    mutating func putBack(_ id: BalanceID, _ former: Working?) { balances[id] = former }

    /// Has each of those that are pending put into its table, in the order of that: what lies
    /// together is written together.
    mutating func flush(_ put: (Balance) throws(StoreError) -> Void) throws(StoreError) {
        guard !pending.isEmpty else { return }
        pending.sort()
        for id in pending {
            guard let index = balances.index(forKey: id), balances.values[index].isPending else {
                continue
            }
            try put(balances.values[index].balance)
            balances.values[index].isPending = false
        }
        pending.removeAll(keepingCapacity: true)
        if balances.count > Self.max { balances.removeAll(keepingCapacity: true) }
    }
}
