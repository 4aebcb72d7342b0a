import Ledger

// Whose money it is: every credit lies in the purse of its provider, every debit is drawn from
// purses.
extension ModelLedger {
    /// The money of a balance that tracks its lineage.
    struct Fund: Sendable {
        var purses: [Purse] = []
        var lots: [Lot] = []
        /// What was spent that nobody had provided.
        var owed: Int128 = 0
    }

    struct Purse: Equatable, Sendable {
        let name: String
        var received: Int128 = 0
        var left: Int128 = 0
    }

    /// What came in at one time.
    struct Lot: Equatable, Sendable {
        /// Its purse, and the deed that brought it.
        let purse: Int
        let deed: TransactionID
        var left: Int128
    }

    /// What a deed brought to purses, and what it drew from them.
    struct Trace: Equatable, Sendable {
        var brought: [Draw] = []
        var drawn: [Draw] = []
    }

    struct Draw: Equatable, Sendable {
        let account: BalanceID
        let purse: Int
        /// Nil where it was drawn from a purse as a whole.
        var lot: Int?
        let amount: Int128
        var undone: Int128 = 0
    }

    /// Traces the money that the deed in a place has settled.
    mutating func trace(_ position: Int, parent: Int? = nil) {
        let deed = deeds[position]
        guard [.transfer, .commit, .refund].contains(deed.kind) else { return }
        func tracked(_ legs: [Leg]) -> [Leg] {
            legs.filter { $0.total != 0 && account($0.account)?.strategy != nil }
        }
        let (from, to) = (tracked(deed.from), tracked(deed.to))
        guard !(from + to).isEmpty else { return }
        let original = parent.map { deeds[$0].id }
        var trace = Trace()
        for leg in from {
            var rest = leg.total
            if deed.kind == .refund { rest = undoBringing(rest, leg.account, original, &trace) }
            spend(rest, of: leg.account, &trace)
        }
        for leg in to {
            var rest = leg.total
            if deed.kind == .refund { rest = undoDrawing(rest, leg.account, original) }
            for (name, part) in providers(of: deed, parent, rest) where part > 0 {
                bring(part, name, to: leg.account, by: deed.id, &trace)
            }
        }
        traces[deed.id] = trace
        guard let original else { return }
        var whole = traces[original] ?? Trace()
        if deed.kind == .commit {
            whole.brought += trace.brought
            whole.drawn += trace.drawn
        }
        traces[original] = whole
    }

    /// The name in the metadata, else each payer for its part.
    private func providers(
        of deed: Deed, _ parent: Int?, _ amount: Int128
    ) -> [(name: String, part: Int128)] {
        guard amount > 0 else { return [] }
        var said = [deed.child?.metaData ?? deed.order.metaData]
        if deed.kind == .commit, let parent { said.append(deeds[parent].order.metaData) }
        for metaData in said {
            guard let text = metaData.value(of: "BLNK_LINEAGE_PROVIDER"), text.hasPrefix("\"")
            else { continue }
            let name = text.dropFirst().dropLast()
            if !name.isEmpty { return [(String(name), amount)] }
        }
        let paying = deed.from.filter { $0.total > 0 }
        let names = paying.map { leg in
            account(leg.account)?.indicator?.description ?? leg.account.description
        }
        return Array(zip(names, Self.divide(amount, by: paying.map(\.total))))
    }
}

// MARK: - In and out

extension ModelLedger {
    private mutating func bring(
        _ amount: Int128, _ name: String, to account: BalanceID, by deed: TransactionID,
        _ trace: inout Trace
    ) {
        var fund = funds[account] ?? Fund()
        let purse = fund.purses.firstIndex { $0.name == name } ?? fund.purses.count
        if purse == fund.purses.count { fund.purses.append(Purse(name: name)) }
        let kept = max(0, amount - fund.owed)
        fund.owed -= amount - kept
        fund.purses[purse].received += amount
        fund.purses[purse].left += kept
        let isWhole = self.account(account)?.strategy == .proportional
        fund.lots.append(Lot(purse: purse, deed: deed, left: isWhole ? 0 : kept))
        funds[account] = fund
        trace.brought.append(
            Draw(account: account, purse: purse, lot: fund.lots.count - 1, amount: amount))
    }

    private mutating func spend(_ amount: Int128, of account: BalanceID, _ trace: inout Trace) {
        var fund = funds[account] ?? Fund()
        var rest = amount
        func draw(_ part: Int128, _ purse: Int, _ lot: Int?) {
            guard part > 0 else { return }
            fund.purses[purse].left -= part
            if let lot { fund.lots[lot].left -= part }
            rest -= part
            trace.drawn.append(Draw(account: account, purse: purse, lot: lot, amount: part))
        }
        switch self.account(account)?.strategy {
        case .proportional:
            let lefts = fund.purses.map(\.left)
            let parts = Self.divide(min(rest, lefts.reduce(0, +)), by: lefts)
            for (purse, part) in parts.enumerated() { draw(part, purse, nil) }
        case .lastInFirstOut:
            for (number, lot) in fund.lots.enumerated().reversed() {
                draw(min(rest, lot.left), lot.purse, number)
            }
        default:
            for (number, lot) in fund.lots.enumerated() {
                draw(min(rest, lot.left), lot.purse, number)
            }
        }
        fund.owed += rest
        funds[account] = fund
    }

    /// Takes out again what the original of a refund had brought in, as far as it is there still;
    /// what is missing.
    private mutating func undoBringing(
        _ amount: Int128, _ account: BalanceID, _ original: TransactionID?, _ trace: inout Trace
    ) -> Int128 {
        guard let original, var former = traces[original], var fund = funds[account] else {
            return amount
        }
        let isWhole = self.account(account)?.strategy == .proportional
        var rest = amount
        for (place, draw) in former.brought.enumerated() where draw.account == account {
            guard let lot = draw.lot else { continue }
            let there = isWhole ? fund.purses[draw.purse].left : fund.lots[lot].left
            let part = min(rest, there, draw.amount - draw.undone)
            guard part > 0 else { continue }
            former.brought[place].undone += part
            fund.purses[draw.purse].left -= part
            if !isWhole { fund.lots[lot].left -= part }
            rest -= part
            trace.drawn.append(Draw(account: account, purse: draw.purse, lot: lot, amount: part))
        }
        (traces[original], funds[account]) = (former, fund)
        return rest
    }

    /// Puts back, the last first, what the original of a refund had drawn, once nothing is owed;
    /// what is left over.
    private mutating func undoDrawing(
        _ amount: Int128, _ account: BalanceID, _ original: TransactionID?
    ) -> Int128 {
        guard let original, var former = traces[original], var fund = funds[account] else {
            return amount
        }
        var rest = max(0, amount - fund.owed)
        fund.owed -= amount - rest
        for (place, draw) in former.drawn.enumerated().reversed() where draw.account == account {
            let part = min(rest, draw.amount - draw.undone)
            former.drawn[place].undone += part
            fund.purses[draw.purse].left += part
            if let lot = draw.lot { fund.lots[lot].left += part }
            rest -= part
        }
        (traces[original], funds[account]) = (former, fund)
        return rest
    }
}

// MARK: - Comparison

extension ModelLedger {
    /// Where the rules' idea of whose money it is differs from the model's.
    func lineageDifferences(from book: DictionaryBook) -> [String] {
        var found: [String] = []
        let tracked = accounts.filter { $0.strategy != nil }.map(\.id)
        let strangers = Set(book.lineages.keys).subtracting(tracked)
        if !strangers.isEmpty { found.append("\(strangers) track their lineage") }
        for id in tracked {
            let (fund, rows) = (funds[id] ?? Fund(), book.lineages[id] ?? LineageRows())
            let purses = rows.providers.map {
                Purse(
                    name: $0.name, received: $0.received.minorUnits,
                    left: $0.available.minorUnits)
            }
            let lots = rows.deposits.map {
                Lot(purse: Int($0.provider) - 1, deed: $0.transactionID, left: $0.left.minorUnits)
            }
            if purses != fund.purses { found.append("\(id) has \(purses), not \(fund.purses)") }
            if lots != fund.lots { found.append("\(id) has \(lots), not \(fund.lots)") }
            if rows.head.deficit.minorUnits != fund.owed {
                found.append("\(id) owes \(rows.head.deficit), not \(fund.owed)")
            }
        }
        if book.transactionLineages.count != traces.count {
            found.append("\(book.transactionLineages.count) traces, not \(traces.count)")
        }
        for (id, trace) in traces {
            let real = book.transactionLineages[id].map(Trace.init)
            if real != trace {
                found.append("\(id) left \(String(describing: real)), not \(trace)")
            }
        }
        return found
    }
}

extension ModelLedger.Trace {
    fileprivate init(_ lineage: TransactionLineage) {
        brought = lineage.deposits.map(ModelLedger.Draw.init)
        drawn = lineage.allocations.map(ModelLedger.Draw.init)
    }
}

extension ModelLedger.Draw {
    fileprivate init(_ part: TransactionLineage.Part) {
        account = part.balanceID
        purse = Int(part.provider) - 1
        lot = part.deposit == 0 ? nil : Int(part.deposit) - 1
        amount = part.amount.minorUnits
        undone = part.returned.minorUnits
    }
}
