import LMDB
import Ledger

extension StoreView {
    /// Walks all entries in order and follows each balance: its sums, its version, its chain.
    func verifyBalances(_ verifier: inout Verifier) throws(StoreError) {
        verifier.begin(.balances, total: try rowCount(tables.entries))
        var followed: [BalanceID: Followed] = [:]
        var expected: UInt64 = 1
        try each(Entry.self, of: tables.entries, &verifier) {
            (entry, verifier) throws(StoreError) in
            if entry.number != expected {
                verifier.find(
                    "entry \(entry.number)", sequence: entry.sequence,
                    "entry \(expected) was expected next")
            }
            expected = entry.number + 1
            var balance = followed[entry.balanceID] ?? Followed()
            let problem = try balance.follow(entry) { (link) throws(StoreError) in
                try jump(of: link)
            }
            if let problem {
                verifier.find("entry \(entry.number)", sequence: entry.sequence, problem)
            }
            followed[entry.balanceID] = balance
        }
        guard !verifier.isOver else { return }
        try eachBalance(&verifier) { (balance, verifier) throws(StoreError) in
            let end = followed.removeValue(forKey: balance.id) ?? Followed()
            if end.sums != balance.sums {
                verifier.find(balance.id, "its sums are not those of its entries")
            }
            if end.version != balance.version || end.head.last != balance.history.last {
                verifier.find(balance.id, "its version or last entry is not that of its entries")
            }
            if balance.allocation != nil { try verifyLineage(of: balance, &verifier) }
        }
        for id in followed.keys.sorted() { verifier.find(id, "it has entries and no record") }
    }

    func verifyConservation(_ verifier: inout Verifier) throws(StoreError) {
        verifier.begin(.conservation, total: try rowCount(tables.balances))
        var totals: [Currency: (net: Int128, inflight: Int128)] = [:]
        try eachBalance(&verifier) { (balance, verifier) throws(StoreError) in
            // Wrapping: what has to come to zero does so whatever wraps on the way.
            totals[balance.currency, default: (0, 0)].net &+= balance.sums.balance.minorUnits
            totals[balance.currency, default: (0, 0)].inflight &+=
                balance.sums.inflightBalance.minorUnits
        }
        for currency in totals.keys.sorted() {
            guard let total = totals[currency], !verifier.isOver else { continue }
            if total.net != 0 {
                verifier.find(currency, "all balances add up to \(total.net), not to zero")
            }
            if total.inflight != 0 {
                verifier.find(currency, "all holds add up to \(total.inflight), not to zero")
            }
        }
    }

    /// What is left of all providers' money is what the balance has.
    private func verifyLineage(
        of balance: Balance, _ verifier: inout Verifier
    ) throws(StoreError) {
        let head: LineageHead? = try intact { () throws(StoreError) in
            try txn.record(tables.lineages, Key.id(balance.id))
        }
        var available = Int128(0)
        for number in 0..<(head?.providerCount ?? 0) {
            let provider: Provider? = try intact { () throws(StoreError) in
                try txn.record(tables.providers, Key.numbered(balance.id, number + 1))
            }
            available += provider?.available.minorUnits ?? 0
        }
        if available - (head?.deficit.minorUnits ?? 0) != balance.sums.balance.minorUnits {
            verifier.find(balance.id, "the lineage of its funds does not add up to them")
        }
    }

    private func jump(of link: HistoryHead.Link) throws(StoreError) -> HistoryHead.Link {
        let from = try intact { () throws(StoreError) in try self.entry(link.number) }
        guard let from else { return .none }
        let target = try intact { () throws(StoreError) in try self.entry(from.jump) }
        return target.map { HistoryHead.Link(number: $0.number, depth: $0.version - 1) } ?? .none
    }

    func eachBalance(
        _ verifier: inout Verifier,
        _ check: (Balance, inout Verifier) throws(StoreError) -> Void
    ) throws(StoreError) {
        try txn.scan(tables.balances) { (key, row) throws(StoreError) in
            let id = BalanceID(bits: key.number(at: 0))
            guard let balance = intactBalance(id, row, Key(bytes: key.copied())) else {
                verifier.find(id, "the row of balances is damaged")
                return verifier.step() ? .continue : .stop
            }
            try check(balance, &verifier)
            return verifier.step() ? .continue : .stop
        }
    }
}

private func intactBalance(_ id: BalanceID, _ row: Span<UInt8>, _ key: Key) -> Balance? {
    try? BalanceRecord.read(row, id, under: key)
}

/// A balance as its entries make it.
private struct Followed {
    var sums = Sums.zero
    var version: UInt64 = 1
    var head = HistoryHead.empty
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
        if expected != entry.after { return "the sums after it don't follow from those before it" }
        if entry.version != version { return "its version is \(entry.version), not \(version)" }
        if entry.previous != former.last.number { return "it does not point to the entry before" }
        if entry.jump != next.number { return "it jumps to \(entry.jump), not \(next.number)" }
        return nil
    }
}
