import Ledger

extension ModelLedger {
    /// What a watch thinks of one account or sum.
    struct Memory: Equatable, Sendable {
        /// Of each test, whether it counts as true.
        var truths: [Bool]
        var voices: [Voice]
    }

    struct Voice: Equatable, Sendable {
        var last: Timestamp?
        var count: UInt64 = 0
        var swallowed: UInt64 = 0
        var isMuted = false
    }

    /// A change as watches see it.
    fileprivate struct Happening {
        var before: Figures
        var after: Figures
        var now: Timestamp
        var isSilent = false
    }
}

// MARK: - Figures

extension ModelLedger {
    /// All of it, or nil where that is too much for 128 bits.
    static func added(_ numbers: [Int128]) -> Int128? {
        var sum: Int128 = 0
        for number in numbers {
            let (next, overflow) = sum.addingReportingOverflow(number)
            if overflow { return nil }
            sum = next
        }
        return sum
    }

    func belongs(_ account: Account, to selection: BalanceSelection) -> Bool {
        account.currency == selection.currency
            && (selection.ledgerID == nil || account.ledger == selection.ledgerID)
            && (selection.identityID.isEmpty || account.identity == selection.identityID)
            && isCalled(account, selection.indicatorPrefix)
            && selection.metaData.allSatisfy { match in
                // There are only small numbers in the small world.
                match.value == nil
                    ? account.metaData[match.key] != nil
                    : account.metaData[match.key].map { "\($0)" } == match.value
            }
    }

    private func covers(_ rule: LedgerRule, _ account: Account) -> Bool {
        account.ledger == rule.ledgerID
            && (rule.currency == nil || rule.currency == account.currency)
            && isCalled(account, rule.indicatorPrefix)
    }

    private func isCalled(_ account: Account, _ prefix: String) -> Bool {
        prefix.isEmpty || account.indicator?.description.hasPrefix(prefix) ?? false
    }

    /// The sums of a selection added up; nil where that leaves 128 bits.
    func total(
        of selection: BalanceSelection, _ known: [BalanceID: Standing]? = nil
    ) -> Standing? {
        let standings = known ?? standings()
        let members = accounts.filter { belongs($0, to: selection) }
            .map { standings[$0.id] ?? Standing() }
        guard let credit = Self.added(members.map(\.credit)),
            let debit = Self.added(members.map(\.debit)),
            let inflightCredit = Self.added(members.map(\.inflightCredit)),
            let inflightDebit = Self.added(members.map(\.inflightDebit)),
            Self.added([credit, inflightCredit]) != nil, Self.added([debit, inflightDebit]) != nil
        else { return nil }
        return Standing(
            credit: credit, debit: debit, inflightCredit: inflightCredit,
            inflightDebit: inflightDebit)
    }

    private func figures(_ account: Account, _ standings: [BalanceID: Standing]) -> Figures {
        Figures(
            standing: standings[account.id] ?? Standing(), overdraft: account.overdraft ?? 0,
            ceiling: account.ceiling)
    }

    /// What a watch looks at; nil where that is each account of a ledger.
    func figures(of watch: Watch) -> Figures? {
        switch watch.subject {
        case .account(let id): account(id).map { figures($0, standings()) }
        case .sum(let selection): total(of: selection).map { Figures(standing: $0) }
        case .each: nil
        }
    }

    /// Everything that watches look at.
    fileprivate func everything() -> [Sight: Figures] {
        var all: [Sight: Figures] = [:]
        let standings = standings()
        for account in accounts { all[.account(account.id)] = figures(account, standings) }
        for watch in watches {
            guard case .sum(let selection) = watch.subject else { continue }
            all[.sum(selection)] = total(of: selection, standings).map { Figures(standing: $0) }
        }
        return all
    }

    fileprivate enum Sight: Hashable {
        case account(BalanceID)
        case sum(BalanceSelection)
    }
}

// MARK: - Watching

extension ModelLedger {
    /// Begins a watch anew, as if it had never looked; its firings stay known.
    func begin(_ watch: inout Watch, knowing former: [BalanceID?: Memory] = [:]) {
        watch.memories = [:]
        guard let figures = figures(of: watch) else { return }
        var memory = fresh(watch, figures)
        if let known = former[nil], known.voices.count == memory.voices.count {
            memory.voices = known.voices
            for place in memory.voices.indices { memory.voices[place].isMuted = false }
        }
        watch.memories[nil] = memory
    }

    private func fresh(_ watch: Watch, _ figures: Figures) -> Memory {
        Memory(
            truths: watch.question.tests.map { $0.holds(for: figures) },
            voices: watch.question.voices.map { _ in Voice() })
    }

    /// Does something to accounts; every watch is asked before and after, whether or not that can
    /// matter to it.
    mutating func watch(
        _ touched: [BalanceID], _ now: Timestamp, _ change: (inout ModelLedger) -> Void
    ) {
        let before = watches.isEmpty ? [:] : everything()
        change(&self)
        let after = watches.isEmpty ? [:] : everything()
        var seen: Set<MonitorID> = []
        for id in touched {
            guard let account = account(id) else { continue }
            for position in watches.indices {
                let watch = watches[position]
                var sight = Sight.account(id)
                var memory: BalanceID?
                switch watch.subject {
                case .account(let own): guard own == id else { continue }
                case .each(let rule):
                    guard covers(rule, account) else { continue }
                    memory = id
                case .sum(let selection):
                    // Several members that are touched are one change of their sum.
                    guard belongs(account, to: selection), seen.insert(watch.id).inserted else {
                        continue
                    }
                    sight = .sum(selection)
                }
                let nothing = Figures(standing: Standing())
                let happening = Happening(
                    before: before[sight] ?? nothing, after: after[sight] ?? nothing, now: now)
                tell(position, memory, account, happening)
            }
        }
    }

    /// Does something to the description or the limits of an account.
    mutating func watchDescription(
        _ id: BalanceID, _ now: Timestamp, _ change: (inout ModelLedger) -> Void
    ) {
        let before = everything()
        change(&self)
        let after = everything()
        guard let account = account(id) else { return }
        for position in watches.indices {
            guard case .sum(let selection) = watches[position].subject,
                let was = before[.sum(selection)], let become = after[.sum(selection)]
            else { continue }
            tell(
                position, nil, account,
                Happening(before: was, after: become, now: now, isSilent: true))
        }
        guard let was = before[.account(id)], let become = after[.account(id)] else { return }
        for position in watches.indices {
            let happening = Happening(before: was, after: become, now: now)
            switch watches[position].subject {
            case .account(let own) where own == id: tell(position, nil, account, happening)
            case .each(let rule) where covers(rule, account):
                tell(position, id, account, happening)
            default: continue
            }
        }
    }

    private mutating func tell(
        _ position: Int, _ key: BalanceID?, _ account: Account, _ happening: Happening
    ) {
        let watch = watches[position]
        guard watch.isEnabled else { return }
        var memory = watch.memories[key] ?? fresh(watch, happening.before)
        let was = memory.truths
        for (place, test) in watch.question.tests.enumerated() {
            memory.truths[place] =
                test.holds(for: happening.after)
                || was[place] && test.lasts(for: happening.after)
        }
        let isQuiet = happening.isSilent || isOverridden(watch, account)
        for (number, voice) in watch.question.voices.enumerated() {
            let wasMet = watch.question.isMet(was, voice)
            let isMet = watch.question.isMet(memory.truths, voice)
            if isQuiet {
                if wasMet != isMet { memory.voices[number].isMuted = false }
                continue
            }
            let isTouched = voice.contains { watch.question.tests[$0].looksAt(happening) }
            if isMet, watch.trigger == .everyMatch ? isTouched : !wasMet {
                fire(position, &memory, number, happening)
            } else if watch.trigger == .bothEdges, wasMet, !isMet {
                if !memory.voices[number].isMuted {
                    say("cleared", position, number, happening)
                }
                memory.voices[number].isMuted = false
            }
        }
        watches[position].memories[key] = memory
    }

    private mutating func fire(
        _ position: Int, _ memory: inout Memory, _ number: Int, _ happening: Happening
    ) {
        let voice = memory.voices[number]
        if let cooldown = watches[position].cooldown, let last = voice.last,
            happening.now.nanoseconds < last.nanoseconds + cooldown
        {
            memory.voices[number].swallowed += 1
            memory.voices[number].isMuted = true
            watches[position].swallowed += 1
            return
        }
        watches[position].fired += 1
        watches[position].swallowed -= voice.swallowed
        memory.voices[number] = Voice(last: happening.now, count: voice.count + 1)
        let missed = voice.swallowed > 0 ? " after \(voice.swallowed)" : ""
        say("fired", position, number, happening, " #\(watches[position].fired)\(missed)")
    }

    private mutating func say(
        _ verb: String, _ position: Int, _ number: Int, _ happening: Happening,
        _ rest: String = ""
    ) {
        let watch = watches[position]
        let field = watch.question.tests[0].field
        let step = watch.question.isLadder ? " step \(number)" : ""
        heard.append(
            "\(verb) \(watch.id) \(happening.before.standing[field])"
                + " \(happening.after.standing[field])\(rest)\(step)")
    }

    /// Has a watch speak of what holds already.
    mutating func speak(_ position: Int, of figures: Figures, _ now: Timestamp) {
        guard var memory = watches[position].memories[nil] else { return }
        let happening = Happening(before: figures, after: figures, now: now)
        for (number, voice) in watches[position].question.voices.enumerated()
        where watches[position].question.isMet(memory.truths, voice) {
            fire(position, &memory, number, happening)
        }
        watches[position].memories[nil] = memory
    }

    /// Whether something with the same key is nearer to an account than a ledger's rule.
    private func isOverridden(_ watch: Watch, _ account: Account) -> Bool {
        guard case .each(let rule) = watch.subject, !watch.key.isEmpty else { return false }
        return watches.contains { other in
            guard other.isEnabled, other.key == watch.key else { return false }
            switch other.subject {
            case .account(let own): return own == account.id
            case .each(let nearer):
                return covers(nearer, account)
                    && nearer.indicatorPrefix.count > rule.indicatorPrefix.count
            case .sum: return false
            }
        }
    }
}

extension ModelLedger.Test {
    /// Whether a figure that it looks at is another now.
    fileprivate func looksAt(_ happening: ModelLedger.Happening) -> Bool {
        var fields = [field]
        if case .percent(let share) = threshold, case .field(let base) = share.base {
            fields.append(base)
        }
        return fields.contains {
            happening.before.standing[$0] != happening.after.standing[$0]
        }
    }
}
