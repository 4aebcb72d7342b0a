package import Ledger

// Monitors in the words of a table.
extension Scenario {
    /// `monitor NAME TARGET QUESTION [every|edges] [off] [now] [cooldown N] [key TEXT]`, where
    ///
    /// - TARGET is a balance, `sum(TESTS)` or `each(TESTS)` of the general ledger, with tests such
    ///   as `prefix=@a`, `identity=x`, `meta=k`, `anyCurrency`, with commas between;
    /// - QUESTION is `FIELD OPERATOR VALUE[@PRECISION] [rearm VALUE]`, several of them joined by
    ///   `and` or by `or`, or `FIELD OPERATOR ladder SEVERITY:VALUE…`; a value may be a share such
    ///   as `80%credit_limit`.
    mutating func createMonitor(_ words: inout Words) throws -> Command {
        let name = try words.need("name")
        let id = monitors[name] ?? MonitorID(bits: UInt128(0xA0 + monitors.count))
        monitors[name] = id
        var command = CreateMonitor(
            id: id, target: try target(words.need("target")), question: try question(&words))
        while !words.isEmpty {
            switch try words.need("option") {
            case "every": command.trigger = .everyMatch
            case "edges": command.trigger = .bothEdges
            case "off": command.isEnabled = false
            case "now": command.firesImmediately = true
            case "cooldown": command.cooldown = try words.number("cooldown")
            case "key": command.overrideKey = try words.need("key")
            case let other: throw Misfit("a monitor has no \(other)")
            }
        }
        return .createMonitor(command)
    }

    /// `change NAME [to TARGET] [asks QUESTION] [value V[@P]] [rearm V|none] [field F]
    /// [operator O] [ladder SEVERITY:VALUE… end] [all|any] [every|crossing|edges] [on|off]
    /// [cooldown N|none] [key TEXT|none]`
    func updateMonitor(_ words: inout Words) throws -> Command {
        var command = UpdateMonitor(id: try monitor(&words))
        while !words.isEmpty {
            switch try words.need("option") {
            case "to": command.target = .set(try target(words.need("target")))
            case "asks": command.question = QuestionChange(to: try question(&words))
            case "field":
                command.question.condition.field = .set(try .init(word: words.need("field")))
            case "operator":
                command.question.condition.comparison = .set(
                    try .init(word: words.need("operator")))
            case "value":
                let (threshold, precision) = try threshold(words.need("value"))
                command.question.condition.threshold = .set(threshold)
                if let precision { command.question.condition.precision = .set(precision) }
            case "rearm":
                let isNone = words.take("none")
                command.question.condition.rearm = .set(
                    isNone ? nil : try threshold(words.need("rearm")).0)
            case "ladder": command.question.steps = .set(try steps(&words))
            case "all": command.question.join = .set(.all)
            case "any": command.question.join = .set(.any)
            case "every": command.trigger = .set(.everyMatch)
            case "crossing": command.trigger = .set(.crossing)
            case "edges": command.trigger = .set(.bothEdges)
            case "on": command.isEnabled = .set(true)
            case "off": command.isEnabled = .set(false)
            case "cooldown":
                command.cooldown = .set(words.take("none") ? nil : try words.number("cooldown"))
            case "key":
                command.overrideKey = .set(words.take("none") ? "" : try words.need("key"))
            case let other: throw Misfit("a monitor has no \(other)")
            }
        }
        return .updateMonitor(command)
    }

    private func target(_ word: String) throws -> MonitorTarget {
        let parts = word.split(separator: "(")
        guard parts.count == 2, word.hasSuffix(")") else {
            if word == "nobody" || balances[word] != nil {
                return .balance(.id(try balance(word)))
            }
            return .balance(.indicator(try indicator(word), try currency("USD")))
        }
        var prefix = ""
        var identity = ""
        var matches: [MetaDataMatch] = []
        var currency: Currency? = try currency("USD")
        for test in parts[1].dropLast().split(separator: ",") {
            let sides = test.split(separator: "=").map(String.init)
            switch sides[0] {
            case "prefix": prefix = sides[1]
            case "identity": identity = sides[1]
            case "meta": matches.append(MetaDataMatch(key: sides[1], value: nil))
            case "anyCurrency": currency = nil
            case let other: throw Misfit("picks no balances by \(other)")
            }
        }
        guard parts[0] == "sum", let currency else {
            return .ledgerRule(
                LedgerRule(ledgerID: .general, currency: currency, indicatorPrefix: prefix))
        }
        return .rollUp(
            BalanceSelection(
                currency: currency, identityID: identity, indicatorPrefix: prefix,
                metaData: matches))
    }

    private func question(_ words: inout Words) throws -> MonitorQuestion {
        let field = try Condition.Field(word: words.need("field"))
        let comparison = try Condition.Comparison(word: words.need("operator"))
        if words.take("ladder") {
            return try .ladder(field, comparison, precision: nil, steps(&words))
        }
        var conditions = [try condition(field, comparison, &words)]
        var join: MonitorQuestion.Join?
        while true {
            if words.take("and") {
                join = .all
            } else if words.take("or") {
                join = .any
            } else {
                break
            }
            let field = try Condition.Field(word: words.need("field"))
            let comparison = try Condition.Comparison(word: words.need("operator"))
            conditions.append(try condition(field, comparison, &words))
        }
        return join.map { .several(conditions, $0) } ?? .one(conditions[0])
    }

    private func condition(
        _ field: Condition.Field, _ comparison: Condition.Comparison, _ words: inout Words
    ) throws -> Condition {
        let (value, precision) = try threshold(words.need("value"))
        let rearm = words.take("rearm") ? try threshold(words.need("rearm")).0 : nil
        do {
            return try Condition(
                field: field, comparison: comparison, threshold: value, precision: precision,
                rearm: rearm)
        } catch {
            throw Misfit("has no such value: \(error)")
        }
    }

    private func steps(_ words: inout Words) throws -> [StepOrder] {
        var steps: [StepOrder] = []
        while words.isSplit {
            let parts = try words.need("step").split(separator: ":").map(String.init)
            let values = parts[1].split(separator: "^").map(String.init)
            steps.append(
                StepOrder(
                    severity: parts[0], threshold: try threshold(values[0]).0,
                    rearm: values.count == 2 ? try threshold(values[1]).0 : nil))
        }
        return steps
    }

    /// `150` in minor units, `1.50@100`, `1.50@` for a decimal without a precision, or a share.
    private func threshold(_ word: String) throws -> (Condition.Threshold, Int64?) {
        let share = word.split(separator: "%").map(String.init)
        if share.count == 2 {
            let base: PercentOf.Base =
                switch share[1] {
                case "credit_limit": .creditLimit
                case "overdraft_limit": .overdraftLimit
                case let field: .field(try Condition.Field(word: field))
                }
            return (.percent(try PercentOf(share[0], of: base)), nil)
        }
        let parts = word.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2 { return (.decimal(parts[0]), Int64(parts[1])) }
        guard let number = Int128(word) else { throw Misfit("has no value: \(word)") }
        return (.minorUnits(Amount(number)), nil)
    }
}

extension QuestionChange {
    /// A question in place of whatever there is.
    package init(to question: MonitorQuestion) {
        switch question {
        case .several(let conditions, let join):
            self.init(conditions: .set(conditions), join: .set(join))
        case .one(let condition):
            self.init(
                condition: ConditionChange(
                    field: .set(condition.field), comparison: .set(condition.comparison),
                    threshold: .set(condition.threshold), precision: .set(condition.precision),
                    rearm: .set(condition.rearm)),
                steps: .set([]))
        case .ladder(let steps):
            let first = steps[0].condition
            self.init(
                condition: ConditionChange(
                    field: .set(first.field), comparison: .set(first.comparison),
                    threshold: .set(nil), precision: .set(first.precision), rearm: .set(nil)),
                steps: .set(
                    steps.map {
                        StepOrder(
                            severity: $0.severity, threshold: $0.condition.threshold,
                            rearm: $0.condition.rearm)
                    }))
        }
    }
}

// MARK: - Checks

extension Scenario {
    /// `fired NAME…`: the monitors that the last commit made fire, in their order; alone: none. Of a
    /// ladder the step is named too: `NAME/2`.
    mutating func checkFired(_ words: inout Words, _ heard: [MonitorNotification]) throws {
        var told: [String] = []
        while let word = words.next() { told.append(word) }
        let names = heard.map { notification in
            let name = monitors.first { $0.value == notification.monitor.id }?.key ?? "?"
            return notification.step.map { "\(name)/\($0 + 1)" } ?? name
        }
        try expect(names == told, "heard \(names)")
    }

    /// What the last commit made fire.
    package var notifications: [MonitorNotification] {
        lastContents.compactMap {
            if case .monitorFired(let notification) = $0 { notification } else { nil }
        }
    }

    /// What the last commit cleared.
    package var clearings: [MonitorNotification] {
        lastContents.compactMap {
            if case .monitorCleared(let notification) = $0 { notification } else { nil }
        }
    }

    private var lastContents: [Event.Content] {
        book.events.reversed().prefix { $0.sequence == book.sequence }.reversed().map(\.content)
    }

    /// The monitor of a name in the table.
    package func monitor(_ name: String) -> Monitor? {
        monitors[name].flatMap { book.monitors[$0] }
    }
}
