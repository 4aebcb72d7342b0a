import ArgumentParser
import Messages

/// What a monitor says and does when it fires: the same for new ones and for changes.
struct MonitorArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Fire when the condition becomes true, at every change that leaves it so, or both when"
                + " it becomes true and when it becomes false."))
    var trigger: Word<V1.Trigger>?

    @Option(
        help: ArgumentHelp(
            "The least time between two firings, such as 5m; what falls in between is counted.",
            valueName: "span"),
        transform: SpanArgument.parse)
    var cooldown: SpanArgument?

    @Option(help: ArgumentHelp("Text for people.", valueName: "text"))
    var description: String?

    @Option(
        name: .customLong("call-back-url"),
        help: ArgumentHelp(
            "Where a webhook is sent. It is signed: tidemark webhook secret makes a secret for the"
                + " receiver that tidemark webhook list shows for it.",
            valueName: "url"))
    var callBackURL: String?

    @Option(
        help: ArgumentHelp(
            "Of all that cover a balance with the same key, only the most specific works.",
            valueName: "key"))
    var overrideKey: String?

    @OptionGroup var facts: MetaDataArgument
}

/// What a monitor asks beside its conditions.
struct MonitorQuestionArguments: ParsableArguments {
    @Flag(help: "Of several conditions: all must hold, or one must.")
    var match: Match?

    @Option(
        help: ArgumentHelp(
            "A rung of a ladder, such as warning=1000.00 or warning=1000.00:900.00 to rearm at"
                + " 900.00; two or more, for one condition without a value.",
            valueName: "severity=value"),
        transform: StepText.parse)
    var step: [StepText] = []

    @Option(
        help: ArgumentHelp(
            "Fire again only after the sum has come back to this value.", valueName: "amount"))
    var rearm: String?

    @OptionGroup var units: UnitArguments

    enum Match: EnumerableFlag {
        case all
        case any

        var value: V1.ConditionMatch { self == .all ? .all : .any }
    }

    /// Whether nothing of it is given.
    var isEmpty: Bool {
        match == nil && step.isEmpty && rearm == nil && units.precision == nil && !units.minorUnits
    }

    /// The conditions, checked against the rest, with what belongs to them put in.
    func conditions(_ given: [ConditionText]) throws(ValidationError) -> [ConditionText] {
        guard match == nil || given.count > 1 else {
            throw ValidationError("--any and --all join several conditions; there is one")
        }
        guard step.isEmpty || given.count == 1 else {
            throw ValidationError("--step goes with one condition, such as 'debit_balance >'")
        }
        for condition in given {
            if step.isEmpty, condition.isMissing {
                throw ValidationError("a condition has no value at its end, such as 1000.00")
            }
            if !step.isEmpty, !condition.isMissing {
                throw ValidationError(
                    "with --step the values are those of the steps: 'debit_balance >'")
            }
        }
        guard let rearm else { return given }
        guard given.count == 1, step.isEmpty, var condition = given.first, condition.rearm == nil
        else {
            throw ValidationError(
                "--rearm is for one condition; of several write 'balance > 100.00 rearm 80.00', of"
                    + " a step warning=1000.00:900.00")
        }
        condition.rearm = rearm
        return [condition]
    }

    /// Whether it has amounts at all, whose units matter.
    func hasAmounts(_ conditions: [ConditionText]) -> Bool {
        !step.isEmpty || conditions.contains { $0.amount != nil || $0.rearm != nil }
    }
}
