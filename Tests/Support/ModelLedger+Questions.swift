import Ledger

extension ModelLedger {
    /// What a watch asks: tests, and how they speak.
    struct Question: Equatable, Sendable {
        var tests: [Test]
        var kind: Kind

        enum Kind: Equatable, Sendable {
            case one
            case all
            case any
            /// With what each step means.
            case ladder([String])
        }

        var isLadder: Bool { if case .ladder = kind { true } else { false } }
        /// The tests of each voice.
        var voices: [[Int]] { isLadder ? tests.indices.map { [$0] } : [Array(tests.indices)] }

        func path(of part: Int) -> String {
            switch kind {
            case .one: "condition"
            case .all, .any: "conditions[\(part)]"
            case .ladder: "steps[\(part)]"
            }
        }

        func isMet(_ truths: [Bool], _ voice: [Int]) -> Bool {
            kind == .any ? voice.contains { truths[$0] } : voice.allSatisfy { truths[$0] }
        }
    }

    struct Test: Equatable, Sendable {
        var field: Condition.Field
        var comparison: Condition.Comparison
        var threshold: Condition.Threshold
        var precision: Int64?
        var rearm: Condition.Threshold?
    }

    /// What tests look at.
    struct Figures: Sendable {
        var standing: Standing
        var overdraft: Int128 = 0
        var ceiling: Int128?
    }
}

extension ModelLedger.Question {
    init(_ question: MonitorQuestion) {
        tests = question.parts.map(ModelLedger.Test.init)
        switch question {
        case .one: kind = .one
        case .several(_, .all): kind = .all
        case .several(_, .any): kind = .any
        case .ladder(let steps): kind = .ladder(steps.map(\.severity))
        }
    }

    /// The question after an update, or what is wrong with that.
    func changed(by change: QuestionChange) -> Result<Self, ModelLedger.Fault> {
        func refused(_ reason: Rejection.Reason, _ field: String) -> Result<Self, ModelLedger.Fault>
        {
            .failure(ModelLedger.Fault(reason, field))
        }
        if case .set(let conditions) = change.conditions, !conditions.isEmpty {
            var join = kind == .any ? Kind.any : .all
            if case .set(let wanted) = change.join { join = wanted == .any ? .any : .all }
            return .success(Self(tests: conditions.map(ModelLedger.Test.init), kind: join))
        }
        let parts = change.condition
        if kind == .all || kind == .any, change.conditions == .keep, !parts.namesAll {
            guard parts == ConditionChange(), change.steps == .keep else {
                return refused(.fieldInvalid, "condition")
            }
            var other = self
            if case .set(let wanted) = change.join { other.kind = wanted == .any ? .any : .all }
            return .success(other)
        }
        guard change.join == .keep else { return refused(.fieldInvalid, "match") }
        let old = kind == .all || kind == .any ? nil : tests.first
        guard parts.namesAll || old != nil, var test = old ?? parts.blank else {
            return refused(.fieldRequired, "condition")
        }
        var value: Condition.Threshold? = isLadder ? nil : test.threshold
        if isLadder { test.rearm = nil }
        if case .set(let field) = parts.field { test.field = field }
        if case .set(let comparison) = parts.comparison { test.comparison = comparison }
        if case .set(let precision) = parts.precision { test.precision = precision }
        if case .set(let threshold) = parts.threshold { value = threshold }
        if case .set(let rearm) = parts.rearm { test.rearm = rearm }
        var steps: [StepOrder] = []
        if case .ladder(let severities) = kind {
            steps = zip(severities, tests).map {
                StepOrder(severity: $0, threshold: $1.threshold, rearm: $1.rearm)
            }
        }
        if case .set(let wanted) = change.steps { steps = wanted }
        if !steps.isEmpty {
            if case .set(.some) = parts.threshold {
                return refused(.fieldInvalid, "condition.value")
            }
            return ladder(test, steps)
        }
        guard let value else { return refused(.fieldRequired, "condition.value") }
        test.threshold = value
        if let fault = test.fault(at: "condition") { return .failure(fault) }
        return .success(Self(tests: [test], kind: .one))
    }

    private func ladder(
        _ shared: ModelLedger.Test, _ steps: [StepOrder]
    ) -> Result<Self, ModelLedger.Fault> {
        var tests: [ModelLedger.Test] = []
        for (position, step) in steps.enumerated() {
            var test = shared
            test.threshold = step.threshold
            test.rearm = step.rearm
            if let fault = test.fault(at: "steps[\(position)]") { return .failure(fault) }
            tests.append(test)
        }
        return .success(Self(tests: tests, kind: .ladder(steps.map(\.severity))))
    }
}

extension ConditionChange {
    fileprivate var namesAll: Bool {
        field != .keep && comparison != .keep && threshold != .keep && precision != .keep
            && rearm != .keep
    }

    /// A test to be filled in, where all of it is named.
    fileprivate var blank: ModelLedger.Test? {
        guard namesAll else { return nil }
        return ModelLedger.Test(
            field: .balance, comparison: .equal, threshold: .minorUnits(.zero))
    }
}

extension ModelLedger.Test {
    init(_ condition: Condition) {
        self.init(
            field: condition.field, comparison: condition.comparison,
            threshold: condition.threshold, precision: condition.precision, rearm: condition.rearm)
    }

    var isDecimal: Bool {
        if case .decimal = threshold { return true }
        if case .decimal = rearm { return true }
        return false
    }

    var writtenPrecision: Int64? { isDecimal ? precision ?? 1 : precision }

    /// A threshold in minor units, by hand: the digits without their point, times the precision, and
    /// as many places back. Nil where something is left over.
    func minor(_ threshold: Condition.Threshold) -> Int128? {
        switch threshold {
        case .minorUnits(let amount): return amount.minorUnits
        case .percent: return nil
        case .decimal(let text):
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            let places = parts.count == 2 ? parts[1].count : 0
            guard var value = Int128(parts.joined()) else { return nil }
            value *= Int128(precision ?? 1)
            for _ in 0..<places {
                guard value % 10 == 0 else { return nil }
                value /= 10
            }
            return value
        }
    }

    fileprivate func fault(at path: String) -> ModelLedger.Fault? {
        var isMoving = false
        if case .percent = threshold { isMoving = true }
        if !isMoving, minor(threshold) == nil {
            return ModelLedger.Fault(.inexactAmount, "\(path).value")
        }
        guard let rearm else { return nil }
        guard let back = minor(rearm) else {
            return ModelLedger.Fault(.inexactAmount, "\(path).rearm_value")
        }
        let value = minor(threshold) ?? 0
        let isFar: Bool =
            switch comparison {
            case .greaterThan, .greaterThanOrEqual: back <= value
            case .lessThan, .lessThanOrEqual: back >= value
            case .equal, .notEqual: false
            }
        return isMoving || !isFar
            ? ModelLedger.Fault(.fieldInvalid, "\(path).rearm_value") : nil
    }

    func holds(for figures: ModelLedger.Figures) -> Bool {
        guard case .percent(let share) = threshold else {
            return minor(threshold).map { compare(figures.standing[field], $0) } ?? false
        }
        let base: Int128?
        switch share.base {
        case .field(let other): base = figures.standing[other]
        case .overdraftLimit: base = figures.overdraft
        case .creditLimit: base = figures.ceiling
        }
        guard let base else { return false }
        let parts = share.text.split(separator: ".")
        let places = parts.count == 2 ? parts[1].count : 0
        let hundred = "100" + String(repeating: "0", count: places)
        let left = LongNumber("\(figures.standing[field])") * LongNumber(hundred)
        return compare(left, LongNumber("\(base)") * LongNumber(parts.joined()))
    }

    /// Whether what was true still counts as true.
    func lasts(for figures: ModelLedger.Figures) -> Bool {
        rearm.flatMap(minor).map { compare(figures.standing[field], $0) } ?? false
    }

    private func compare<Number: Comparable>(_ left: Number, _ right: Number) -> Bool {
        switch comparison {
        case .greaterThan: left > right
        case .lessThan: left < right
        case .equal: left == right
        case .notEqual: left != right
        case .greaterThanOrEqual: left >= right
        case .lessThanOrEqual: left <= right
        }
    }
}
