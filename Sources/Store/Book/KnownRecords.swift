import Ledger

/// What nearly every command asks for again, kept as it was read: the ledgers and the descriptive
/// halves of balances that a group met.
///
/// It belongs to a book, and is a class because reading changes it, and nothing else of the book.
final class KnownRecords {
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
