package import Ledger

extension StoreView {
    /// The entries of a balance in the order of their recording. A position is the version after an
    /// entry, so a page is found by jumps along the chain and not by a walk from its end.
    package func entries(
        of balance: Balance, _ page: PageRequest,
        where matches: (Entry) throws(StoreError) -> Bool
    ) throws(StoreError) -> Page<Entry> {
        let newest = balance.version
        var found = Page<Entry>()
        var version: UInt64
        if let after = page.after {
            guard let last = after.version, last > 1, last <= newest else { return found }
            version = page.newestFirst ? last - 1 : last + 1
        } else {
            version = page.newestFirst ? newest : 2
        }
        // The chain runs backwards. Walking forwards, a run of it is gathered and turned around. A
        // filter that passes few makes for longer runs, because each begins with a search.
        var scanned = 0
        var length = UInt64(min(page.size, PageRequest.scanMax)) + 1
        while version > 1, version <= newest {
            let run = try run(of: balance, from: version, length, page.newestFirst)
            length = min(2 * length, UInt64(PageRequest.scanMax))
            for entry in run {
                guard found.items.count < page.size, scanned < PageRequest.scanMax else {
                    found.next = Position(version: page.newestFirst ? version + 1 : version - 1)
                    return found
                }
                scanned += 1
                if try matches(entry) { found.items.append(entry) }
                version = page.newestFirst ? entry.version - 1 : entry.version + 1
            }
        }
        return found
    }

    /// The entry after which the balance had a version, found in O(log n) steps.
    package func entry(of balance: Balance, version: UInt64) throws(StoreError) -> Entry? {
        guard version > 1, version <= balance.version else { return nil }
        var entry = try existing(balance.history.last.number)
        while entry.version > version {
            if entry.jump > 0 {
                let target = try existing(entry.jump)
                if target.version >= version {
                    entry = target
                    continue
                }
            }
            entry = try existing(entry.previous)
        }
        return entry
    }

    /// The sums of a balance as its entries add up to, and how many there are.
    package func recomputedSums(
        of balance: Balance
    ) throws(StoreError) -> (sums: Sums, count: UInt64) {
        var sums = Sums.zero
        var count: UInt64 = 0
        var number = balance.history.last.number
        while number > 0 {
            let entry = try existing(number)
            guard let next = sums.adding(entry) else {
                throw .damaged(table: Table.entries.rawValue, key: "\(number)")
            }
            sums = next
            count += 1
            number = entry.previous
        }
        return (sums, count)
    }

    /// A stretch of entries that begins with the one of a version, in the order of the page.
    func run(
        of balance: Balance, from version: UInt64, _ length: UInt64, _ newestFirst: Bool
    ) throws(StoreError) -> [Entry] {
        let first = newestFirst ? version : min(version + length - 1, balance.version)
        guard var entry = try entry(of: balance, version: first) else { return [] }
        var run = [entry]
        while UInt64(run.count) < length, entry.previous > 0,
            newestFirst || entry.version > version
        {
            entry = try existing(entry.previous)
            run.append(entry)
        }
        return newestFirst ? run : run.reversed()
    }

    func existing(_ number: UInt64) throws(StoreError) -> Entry {
        guard let entry = try entry(number) else {
            throw .damaged(table: Table.entries.rawValue, key: "\(number)")
        }
        return entry
    }
}

extension Sums {
    /// The sums with the changes of one entry, or without them; nil where they leave 128 bits.
    func adding(_ entry: Entry, reversed: Bool = false) -> Sums? {
        func apply(_ change: Amount, to sum: Amount) -> Amount? {
            reversed ? sum.subtracting(change) : sum.adding(change)
        }
        guard let credit = apply(entry.delta(settledOn: .credit), to: credit),
            let debit = apply(entry.delta(settledOn: .debit), to: debit),
            let inflightCredit = apply(entry.delta(inflightOn: .credit), to: inflightCredit),
            let inflightDebit = apply(entry.delta(inflightOn: .debit), to: inflightDebit)
        else { return nil }
        return Sums(
            credit: credit, debit: debit, inflightCredit: inflightCredit,
            inflightDebit: inflightDebit)
    }
}

extension Position {
    fileprivate init(version: UInt64) {
        self.init(key: Key.number(version).bytes)
    }

    fileprivate var version: UInt64? {
        key.count == 8 ? key.span.number(at: 0) : nil
    }
}
