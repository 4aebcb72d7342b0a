package import Ledger

extension Workload {
    mutating func createTransaction(_ book: DictionaryBook) -> CreateTransaction {
        let order = order(book)
        return CreateTransaction(
            id: givenID(5), reference: reference(), order: order,
            expectedVersions: expectedVersions(
                book,
                (order.sources + order.destinations).compactMap {
                    book.id($0.party, order.currency)
                }))
    }

    private mutating func order(_ book: DictionaryBook) -> TransactionOrder {
        let source: Party = random.chance(30) ? .indicator(.world) : party()
        // Mostly what makes sense: the source's currency, and another balance.
        var currency = currency()
        if case .id(let id) = source, random.chance(90) {
            currency = book.balances[id]?.currency ?? currency
        }
        let destination = other(than: [source], in: currency, book)
        var order = TransactionOrder(
            currency: currency, amount: amount(), precision: precision(), source: source,
            destination: destination, description: text(), overdraft: overdraft(),
            hold: random.chance(35) ? terms(book.now) : nil,
            scheduledFor: random.chance(8) ? later(than: book.now) : nil,
            effectiveAt: time(), metaData: metaData(),
            ledgerID: ledger(), requiresExistingBalances: random.chance(8))
        if random.chance(25) {
            order.sources = shares(of: order, with: source, not: [destination], book)
        }
        if random.chance(25) {
            order.destinations = shares(
                of: order, with: destination, not: order.sources.map(\.party), book)
        }
        return order
    }

    mutating func terms(_ now: Timestamp) -> HoldTerms {
        var terms = HoldTerms()
        if random.chance(40) { terms.expiresAt = later(than: now) }
        if random.chance(25) { terms.commitAt = later(than: now) }
        // The shape of a request: a commit lies before the expiry.
        if let end = terms.expiresAt, let commit = terms.commitAt, commit >= end {
            terms.commitAt = nil
        }
        return terms
    }

    mutating func party() -> Party {
        balances.isEmpty || random.chance(40) ? .indicator(indicator()) : .id(balance())
    }

    /// Mostly a balance of the currency that is none of these.
    private mutating func other(
        than taken: [Party], in currency: Currency, _ book: DictionaryBook
    ) -> Party {
        var other = party()
        for _ in 0..<4 where random.chance(92) {
            let id = book.id(other, currency)
            let isTaken = taken.contains {
                $0 == other || (id != nil && book.id($0, currency) == id)
            }
            if !isTaken, id.flatMap({ book.balances[$0]?.currency }) ?? currency == currency {
                break
            }
            other = party()
        }
        return other
    }

    package mutating func overdraft() -> Overdraft {
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<6: .ofBalance
        case 6..<9:
            .upTo(scale == .wide ? Amount(1 << 79) : random.pick(.zero, Amount(4), Amount(12)))
        default: .unlimited
        }
    }

    mutating func expectedVersions(
        _ book: DictionaryBook, _ ids: [BalanceID]
    ) -> [CreateTransaction.ExpectedVersion] {
        guard random.chance(15) else { return [] }
        var expectations: [CreateTransaction.ExpectedVersion] = []
        // Of a balance it touches, or of any, or of none.
        for id in ids + (random.chance(30) ? [balance()] : []) where random.chance(70) {
            let shown = expected(book.balances[id]?.version, 100) ?? 1
            expectations.append(.init(balanceID: id, version: shown))
        }
        return expectations
    }
}

// MARK: - Shares

extension Workload {
    /// One to three shares of one side that mostly make up the total.
    private mutating func shares(
        of order: TransactionOrder, with first: Party, not taken: [Party], _ book: DictionaryBook
    ) -> [TransactionOrder.Share] {
        var parties = [first]
        for _ in 0..<random.pick(0, 1, 1, 2) {
            parties.append(other(than: parties + taken, in: order.currency, book))
        }
        return zip(parties, portions(parties.count, of: order.amount.minorUnits)).map {
            TransactionOrder.Share($0, $1)
        }
    }

    private mutating func portions(
        _ count: Int, of total: Int128
    ) -> [Distribution.Portion] {
        var portions: [Distribution.Portion]
        switch Int.random(in: 0..<4, using: &random) {
        case 0: portions = fixed(count, of: total)
        case 1: portions = percents(count, of: "100")
        case 2:
            // A fixed share of half, the others in percent of the whole.
            guard total % 2 == 0, count > 1 else { return fixed(count, of: total) }
            portions = [.fixed(Amount(total / 2))] + percents(count - 1, of: "50")
        default:
            portions = fixed(count, of: total) + percents(count, of: random.pick("50", "100"))
            portions.shuffle(using: &random)
            portions = Array(portions.prefix(count - 1)) + [.left]
        }
        if random.chance(15) { portions.shuffle(using: &random) }
        if random.chance(6) { portions[0] = .percent(Percent("33.3")) }
        return portions
    }

    /// Amounts above zero that add up to the total, where it is large enough.
    private mutating func fixed(_ count: Int, of total: Int128) -> [Distribution.Portion] {
        var rest = total
        return (0..<count).map { place in
            let most = max(1, rest - Int128(count - 1 - place))
            let part =
                place == count - 1 ? max(rest, 1) : Int128.random(in: 1...most, using: &random)
            rest -= part
            return .fixed(Amount(part))
        }
    }

    private mutating func percents(_ count: Int, of whole: String) -> [Distribution.Portion] {
        let tables: [String: [[String]]] = [
            "100": [
                ["100"], ["50", "50"], ["33.3", "66.7"],
                ["0.000000000000000001", "99.999999999999999999"],
                ["33.33", "33.33", "33.34"], ["98", "1", "1"],
            ],
            "50": [["50"], ["25", "25"], ["16.7", "16.6", "16.7"], ["49.5", "0.5"]],
        ]
        let fitting = (tables[whole] ?? []).filter { $0.count == count }
        return (random.pick(from: fitting) ?? []).compactMap { Percent($0) }.map { .percent($0) }
    }
}

extension Distribution.Portion {
    fileprivate static func percent(_ percent: Percent?) -> Self {
        percent.map { .percent($0) } ?? .left
    }
}

extension DictionaryBook {
    /// The time of the last commit.
    var now: Timestamp { events.last?.time ?? StampSource.start }
}
