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
    /// Bytes of all of them, at most; where there are more, it begins anew.
    private static let bytesMax = 32 << 20

    private var ledgers: [LedgerID: LedgerRecord] = [:]
    private var profiles: [BalanceID: BalanceProfile] = [:]
    private var byteCount = 0

    func ledger(
        _ id: LedgerID, _ read: (LedgerID) throws(StoreError) -> LedgerRecord?
    ) throws(StoreError) -> LedgerRecord? {
        if let known = ledgers[id] { return known }
        guard let ledger = try read(id) else { return nil }
        makeRoom(for: ledger.metaData)
        ledgers[id] = ledger
        return ledger
    }

    func profile(
        _ id: BalanceID, _ read: (BalanceID) throws(StoreError) -> BalanceProfile?
    ) throws(StoreError) -> BalanceProfile? {
        if let known = profiles[id] { return known }
        guard let profile = try read(id) else { return nil }
        makeRoom(for: profile.metaData)
        profiles[id] = profile
        return profile
    }

    /// Counts one more, which may have what it was made of beside what it is.
    private func makeRoom(for metaData: MetaData) {
        let bytes = 512 + 2 * metaData.canonical.utf8.count
        if byteCount + bytes > Self.bytesMax { forgetAll() }
        byteCount += bytes
    }

    func forget(_ id: LedgerID) { ledgers[id] = nil }

    func forget(_ id: BalanceID) { profiles[id] = nil }

    func forgetAll() {
        ledgers = [:]
        profiles = [:]
        byteCount = 0
    }
}
