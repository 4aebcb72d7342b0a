import LMDB
import Ledger

extension StoreView {
    /// Walks all entries in order and follows each balance: its sums, its version, its chain.
    func verifyBalances(_ verifier: inout Verifier) throws(StoreError) {
        verifier.begin(
            .balances,
            total: try rowCount(tables.entries) + rowCount(tables.balances)
                + rowCount(tables.backdated))
        var followed: [BalanceID: Followed] = [:]
        var expected: UInt64 = 1
        try each(EntryRow.self, of: tables.entries, &verifier) {
            (key, row, verifier) throws(StoreError) in
            guard row.number <= state.entryCount else {
                verifier.find(.entries, key, "the store counts \(state.entryCount)")
                return
            }
            if row.firstNumber > expected {
                verifier.miss(.entries, .number(row.firstNumber - 1))
            } else if row.firstNumber < expected {
                verifier.find(.entries, key, "another row has entry \(row.firstNumber)")
            }
            expected = row.number + 1
            try follow(row, &followed, &verifier)
        }
        guard !verifier.isOver else { return }
        if expected <= state.entryCount {
            verifier.miss(.entries, .number(state.entryCount))
        }
        try compare(followed, &verifier)
        try verifyDates(&verifier)
    }

    private func follow(
        _ row: EntryRow, _ followed: inout [BalanceID: Followed], _ verifier: inout Verifier
    ) throws(StoreError) {
        for entry in row.entries {
            let problem = try followed[entry.balanceID, default: Followed()].follow(entry) {
                (link) throws(StoreError) in try jump(of: link)
            }
            if let problem {
                verifier.find(
                    .entries, .number(row.number), sequence: entry.sequence,
                    "entry \(entry.number): \(problem)")
            } else {
                try verifyDate(of: entry, &verifier)
            }
        }
    }

    private func compare(
        _ followed: [BalanceID: Followed], _ verifier: inout Verifier
    ) throws(StoreError) {
        var unseen = followed
        try eachBalance(&verifier) { balance, verifier in
            let end = unseen.removeValue(forKey: balance.id) ?? Followed()
            if let problem = end.problem(of: balance) {
                verifier.find(.balances, .id(balance.id), problem)
            }
        }
        for id in unseen.keys.sorted() {
            verifier.find(.balances, .id(id), "it has entries and is missing")
        }
    }

    func verifyConservation(_ verifier: inout Verifier) throws(StoreError) {
        verifier.begin(.conservation, total: try rowCount(tables.balances))
        var totals: [Currency: (net: Int128, inflight: Int128)] = [:]
        try eachBalance(&verifier) { balance, verifier in
            // Wrapping: what has to come to zero does so whatever wraps on the way.
            totals[balance.currency, default: (0, 0)].net &+= balance.sums.balance.minorUnits
            totals[balance.currency, default: (0, 0)].inflight &+=
                balance.sums.inflightBalance.minorUnits
        }
        for currency in totals.keys.sorted() {
            guard let total = totals[currency], !verifier.isOver else { continue }
            if total.net != 0 {
                verifier.find("\(currency)", "all balances add up to \(total.net), not to zero")
            }
            if total.inflight != 0 {
                verifier.find("\(currency)", "all holds add up to \(total.inflight), not to zero")
            }
        }
    }

    private func jump(of link: HistoryHead.Link) throws(StoreError) -> HistoryHead.Link {
        let from = try intactEntry(link.number)
        guard let from else { return .none }
        let target = try intactEntry(from.jump)
        // A damaged one may claim to stand anywhere.
        guard let target, target.version >= 1, target.version <= link.depth else { return .none }
        return HistoryHead.Link(number: target.number, depth: target.version - 1)
    }
}

// MARK: - Entries with a date of their own

extension StoreView {
    private func verifyDate(of entry: Entry, _ verifier: inout Verifier) throws(StoreError) {
        guard entry.effectiveAt != entry.recordedAt else { return }
        let key = Key.backdated(entry)
        guard try !contains(tables.backdated, key) else { return }
        verifier.miss(
            .backdated, key, sequence: entry.sequence,
            "entry \(entry.number) has a date of its own")
    }

    private func verifyDates(_ verifier: inout Verifier) throws(StoreError) {
        try eachKey(of: .backdated, tables.backdated, &verifier) {
            (key, verifier) throws(StoreError) in
            var entry: Entry?
            if key.bytes.count == 33 {
                entry = try intactEntry(key.bytes.span.number(at: 25))
            }
            if let entry, entry.effectiveAt != entry.recordedAt,
                Key.backdated(entry).bytes == key.bytes
            {
                return
            }
            verifier.find(.backdated, key, "there is no entry of this date")
        }
    }
}

/// A balance as its entries make it.
private struct Followed {
    private var sums = Sums.zero
    private var version: UInt64 = 1
    private var head = HistoryHead.empty
    private var movedAt: Timestamp?

    /// Takes the next entry in; what is wrong with it, if anything is.
    mutating func follow(
        _ entry: Entry, jumpOf: (HistoryHead.Link) throws(StoreError) -> HistoryHead.Link
    ) throws(StoreError) -> String? {
        let expected = sums.applying(entry.movement, entry.amount, on: entry.side)
        let next = head.nextJump
        let former = head
        head = try head.appending(entry.number, jumpOf: jumpOf)
        version += 1
        sums = entry.after
        movedAt = entry.recordedAt
        if expected != entry.after { return "the sums after it don't follow from those before it" }
        if entry.version != version { return "its version is \(entry.version), not \(version)" }
        if entry.previous != former.last.number { return "it does not point to the entry before" }
        if entry.jump != next.number { return "it jumps to \(entry.jump), not \(next.number)" }
        return nil
    }

    /// What of a balance is otherwise than this.
    func problem(of balance: Balance) -> String? {
        if sums != balance.sums { return "its sums are not those of its entries" }
        if version != balance.version {
            return "its version is \(balance.version), by its entries \(version)"
        }
        if head != balance.history { return "it does not know the end of its entries" }
        if movedAt != balance.movedAt { return "it did not last move when its entries say" }
        return nil
    }
}
