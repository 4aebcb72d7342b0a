import LMDB
package import Ledger

extension StoreView {
    /// What a monitor, stored or not, would have said over a range of commits; or why that can't be
    /// told.
    package func replay(
        _ monitor: Monitor, over range: ClosedRange<UInt64>, size: Int, after position: Position?
    ) throws(StoreError) -> Swift.Result<MonitorReplayPage, Rejection> {
        let begun: Swift.Result<MonitorReplay, Rejection> =
            try position == nil
            ? begin(monitor, range, size)
            : .success(
                MonitorReplay(
                    monitor.newborn(on: nil), range, size: size, next: 1, sums: .zero))
        guard case .success(var replay) = begun else {
            return begun.map { _ in MonitorReplayPage(events: [], next: nil, sequence: 0) }
        }
        if let position, !replay.resume(at: position) {
            return .failure(
                Rejection(
                    .invalidPageToken, field: "page_token", "is not one of this replay; begin anew")
            )
        }
        var refusal: Rejection?
        let isOver: Bool
        switch monitor.scope {
        case .balance(let id): isOver = try follow(id, &replay)
        case .rollUp(let selection, _): isOver = try follow(selection, &replay)
        case .ledgerRule(let rule): isOver = try follow(rule, &replay, &refusal)
        }
        if let refusal { return .failure(refusal) }
        if isOver { replay.reach(range.upperBound) }
        return .success(
            MonitorReplayPage(
                events: replay.events, next: isOver ? nil : replay.position,
                sequence: replay.sequence))
    }

    private func begin(
        _ monitor: Monitor, _ range: ClosedRange<UInt64>, _ size: Int
    ) throws(StoreError) -> Swift.Result<MonitorReplay, Rejection> {
        let before = HistoryPoint.sequence(range.lowerBound - 1)
        switch monitor.scope {
        case .balance(let id):
            guard let view = try balance(id) else {
                return .failure(.balanceNotFound(id, field: "balance_id"))
            }
            let past = try balance(view, at: before).balance
            return .success(
                MonitorReplay(
                    monitor.newborn(on: Figures(past)), range, size: size,
                    next: past.version + 1, sums: past.sums))
        case .rollUp(let selection, _):
            guard let sums = try sums(of: selection, at: before) else {
                return .failure(
                    .tooComplex(
                        field: "from_sequence",
                        "there are too many balances to sum them up at a time of the past",
                        limit: Int(MonitorLimits.balances)))
            }
            return .success(
                MonitorReplay(
                    monitor.newborn(on: Figures(sums)), range, size: size,
                    next: try firstEntry(of: range), sums: sums))
        case .ledgerRule:
            return .success(
                MonitorReplay(
                    monitor.newborn(on: nil), range, size: size, next: try firstEntry(of: range),
                    sums: .zero))
        }
    }

    private func firstEntry(of range: ClosedRange<UInt64>) throws(StoreError) -> UInt64 {
        try commit(range.lowerBound)?.firstEntry ?? state.entryCount + 1
    }

    /// What the balances of a selection came to; nil where that is too much work or too large.
    private func sums(
        of selection: BalanceSelection, at point: HistoryPoint
    ) throws(StoreError) -> Sums? {
        guard try counts().balances <= Int(MonitorLimits.balances) else { return nil }
        var sums: Sums? = .zero
        try txn.scan(tables.profiles) { (key, row) throws(StoreError) in
            let profile = try BalanceProfile(record: row.copied(), under: key)
            guard let view = try balance(profile.id), selection.matches(view) else {
                return .continue
            }
            sums = sums?.adding(try balance(view, at: point).balance.sums)
            return sums == nil ? .stop : .continue
        }
        return sums
    }
}

// MARK: - One balance

extension StoreView {
    /// Follows the entries of a balance; whether the range is at its end.
    private func follow(
        _ id: BalanceID, _ replay: inout MonitorReplay
    ) throws(StoreError) -> Bool {
        guard let balance = try workingHalf(of: id) else { return true }
        while replay.next <= balance.version {
            let length = UInt64(MonitorReplay.stride)
            let run = try run(of: balance, from: replay.next, length, false)
            guard !run.isEmpty else { return true }
            for entry in run {
                guard entry.sequence <= replay.range.upperBound else { return true }
                guard !replay.isFull else { return false }
                replay.count()
                replay.hear(entry, of: balance)
            }
        }
        return true
    }
}

extension MonitorReplay {
    /// Entries that are looked up in one go.
    fileprivate static let stride = 500

    /// Takes in an entry of the one balance that is watched.
    fileprivate mutating func hear(_ entry: Entry, of balance: Balance) {
        let (before, after) = (balance.figures(sums), balance.figures(entry.after))
        let response = monitor.response(
            from: before, to: after, monitor.standing, at: entry.recordedAt)
        monitor.standing.latched = response.latched
        append(
            monitor.say(
                response, from: before, to: after, MonitorSight(entry, balance.currency),
                at: entry.recordedAt),
            of: entry)
        sums = entry.after
        next = entry.version + 1
        reach(entry.sequence)
    }
}

// MARK: - Many balances

extension StoreView {
    /// Follows all entries by transaction, and with them the sum over a selection.
    private func follow(
        _ selection: BalanceSelection, _ replay: inout MonitorReplay
    ) throws(StoreError) -> Bool {
        var known: [BalanceID: BalanceView] = [:]
        return try eachTransaction(&replay) { (entries, replay) throws(StoreError) in
            var sums: Sums? = replay.sums
            var first: Entry?
            for entry in entries {
                guard let view = try cached(entry.balanceID, &known), selection.matches(view)
                else { continue }
                first = first ?? entry
                sums = sums?.subtracting(try sumsBefore(entry))?.adding(entry.after)
            }
            if let first, let sums { replay.hear(sums, first, selection.currency) }
        }
    }

    /// Follows all entries, and asks a rule about each balance that it covers.
    private func follow(
        _ rule: LedgerRule, _ replay: inout MonitorReplay, _ refusal: inout Rejection?
    ) throws(StoreError) -> Bool {
        var known: [BalanceID: BalanceView] = [:]
        var standings: [BalanceID: MonitorStanding] = [:]
        return try eachTransaction(&replay) { (entries, replay) throws(StoreError) in
            for entry in entries {
                guard let view = try cached(entry.balanceID, &known), rule.covers(view) else {
                    continue
                }
                let before = try sumsBefore(entry)
                var standing = standings[entry.balanceID]
                if standing == nil {
                    standing = try self.standing(view.balance, before: entry, &replay)
                }
                guard var standing else {
                    refusal = .tooComplex(
                        field: "from_sequence",
                        "what \(entry.balanceID) went through is too long to be told in pages",
                        limit: MonitorReplay.workMax)
                    return
                }
                replay.hear(entry, view.balance, from: before, &standing)
                standings[entry.balanceID] = standing
            }
        }
    }

    /// What a rule remembers of a balance before an entry, from the beginning of the range on; nil
    /// where that is too much to look at.
    private func standing(
        _ balance: Balance, before entry: Entry, _ replay: inout MonitorReplay
    ) throws(StoreError) -> MonitorStanding? {
        var past: [Entry] = []
        var number = entry.previous
        while number > 0 {
            let earlier = try existing(number)
            if earlier.sequence < replay.range.lowerBound { break }
            guard past.count < MonitorReplay.workMax else { return nil }
            past.append(earlier)
            number = earlier.previous
        }
        replay.count(past.count)
        var sums = try past.last.map { (first) throws(StoreError) in try sumsBefore(first) }
        if sums == nil { sums = try sumsBefore(entry) }
        var before = balance.figures(sums ?? .zero)
        let question = replay.monitor.question
        var standing = MonitorStanding(of: question).asking(question, of: before)
        for earlier in past.reversed() {
            let after = balance.figures(earlier.after)
            let response = replay.monitor.response(
                from: before, to: after, standing, at: earlier.recordedAt)
            standing.latched = response.latched
            for word in response.words { standing.take(word, at: earlier.recordedAt) }
            before = after
        }
        return standing
    }

    /// Hands the entries of each transaction to `body`; whether the range is at its end.
    private func eachTransaction(
        _ replay: inout MonitorReplay,
        _ body: ([Entry], inout MonitorReplay) throws(StoreError) -> Void
    ) throws(StoreError) -> Bool {
        while replay.next <= state.entryCount {
            let first = try existing(replay.next)
            guard first.sequence <= replay.range.upperBound else { return true }
            guard !replay.isFull else { return false }
            var entries = [first]
            while let entry = try entry(replay.next + UInt64(entries.count)),
                entry.transactionID == first.transactionID
            { entries.append(entry) }
            replay.count(entries.count)
            try body(entries, &replay)
            replay.next += UInt64(entries.count)
            replay.reach(first.sequence)
        }
        return true
    }

    private func sumsBefore(_ entry: Entry) throws(StoreError) -> Sums {
        entry.previous == 0 ? .zero : try existing(entry.previous).after
    }

    private func cached(
        _ id: BalanceID, _ known: inout [BalanceID: BalanceView]
    ) throws(StoreError) -> BalanceView? {
        if let view = known[id] { return view }
        known[id] = try balance(id)
        return known[id]
    }
}

extension MonitorReplay {
    /// Takes in what a transaction made of a sum.
    fileprivate mutating func hear(_ after: Sums, _ first: Entry, _ currency: Currency) {
        let (before, now) = (Figures(sums), Figures(after))
        let response = monitor.response(
            from: before, to: now, monitor.standing, at: first.recordedAt)
        monitor.standing.latched = response.latched
        let sight = MonitorSight(
            transactionID: first.transactionID, balanceID: first.balanceID, currency: currency,
            sums: after, balanceVersion: 0)
        append(
            monitor.say(response, from: before, to: now, sight, at: first.recordedAt), of: first)
        sums = after
    }

    /// Takes in an entry of one of the balances that a rule covers.
    fileprivate mutating func hear(
        _ entry: Entry, _ balance: Balance, from sums: Sums, _ standing: inout MonitorStanding
    ) {
        let (before, after) = (balance.figures(sums), balance.figures(entry.after))
        let response = monitor.response(from: before, to: after, standing, at: entry.recordedAt)
        standing.latched = response.latched
        for word in response.words { standing.take(word, at: entry.recordedAt) }
        append(
            monitor.say(
                response, from: before, to: after, MonitorSight(entry, balance.currency),
                at: entry.recordedAt),
            of: entry)
    }
}

extension MonitorSight {
    fileprivate init(_ entry: Entry, _ currency: Currency) {
        self.init(
            transactionID: entry.transactionID, balanceID: entry.balanceID, currency: currency,
            sums: entry.after, balanceVersion: entry.version)
    }
}

extension Balance {
    /// With the sums of another time.
    fileprivate func figures(_ sums: Sums) -> Figures {
        Figures(sums, overdraftLimit: overdraftLimit ?? .zero, creditLimit: creditLimit)
    }
}
