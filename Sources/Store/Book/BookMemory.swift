import Ledger

/// What a book remembers of its tables. It is handed on to the next book when a commit has made it
/// what LMDB holds, so that it isn't read again.
struct BookMemory: Sendable {
    let known = KnownRecords()
    var balances = WorkingBalances()
}

/// What nearly every command asks for again, kept as it was read: the ledgers and the descriptive
/// halves of balances.
///
/// It is a class because reading changes it, and nothing else of the book.
///
/// `@unchecked Sendable`: it belongs to one book at a time.
final class KnownRecords: @unchecked Sendable {
    /// Some hundred bytes each.
    private static let profilesMax = 65_536

    private var ledgers: [LedgerID: LedgerRecord] = [:]
    private var profiles: [BalanceID: BalanceProfile] = [:]

    func ledger(
        _ id: LedgerID, _ read: (LedgerID) throws(StoreError) -> LedgerRecord?
    ) throws(StoreError) -> LedgerRecord? {
        if let known = ledgers[id] { return known }
        let ledger = try read(id)
        ledgers[id] = ledger
        return ledger
    }

    func profile(
        _ id: BalanceID, _ read: (BalanceID) throws(StoreError) -> BalanceProfile?
    ) throws(StoreError) -> BalanceProfile? {
        if let known = profiles[id] { return known }
        let profile = try read(id)
        if profiles.count >= KnownRecords.profilesMax { profiles = [:] }
        profiles[id] = profile
        return profile
    }

    func forget(_ id: LedgerID) { ledgers[id] = nil }

    func forget(_ id: BalanceID) { profiles[id] = nil }

    func forgetAll() {
        ledgers = [:]
        profiles = [:]
    }
}
