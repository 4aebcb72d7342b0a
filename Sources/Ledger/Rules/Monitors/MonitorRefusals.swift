extension Rejection {
    /// The refusal of a condition whose numbers don't fit together.
    package static func faulty(_ fault: Condition.Fault, at path: String) -> Rejection {
        func rearm(_ message: String) -> Rejection {
            Rejection(.fieldInvalid, field: "\(path).rearm_value", message)
        }
        return switch fault {
        case .value(let failure): .invalidAmount(failure, field: "\(path).value")
        case .rearm(let failure): .invalidAmount(failure, field: "\(path).rearm_value")
        case .rearmWithoutSide: rearm("needs one of the operators >, >=, < and <=")
        case .rearmOnNearSide:
            rearm("must lie below the value for > and >=, above it for < and <=")
        case .rearmOfMovingValue: rearm("can't be given beside percent_of")
        }
    }

    /// More than what a transaction can be made to pay for.
    package static func tooComplex(field: String, _ message: String, limit: Int) -> Rejection {
        Rejection(.monitorTooComplex, field: field, message, facts: [Fact("limit", limit)])
    }

    static var rollUpOverflow: Rejection {
        Rejection(
            .amountOverflow, field: "amount",
            "a sum over balances that a monitor watches would leave 128 bits")
    }
}

extension Monitor {
    /// Refuses a question that can't be asked of what it watches.
    var refusal: Rejection? {
        switch scope {
        case .balance: return nil
        case .ledgerRule(let rule):
            guard rule.currency == nil,
                let part = question.parts.firstIndex(where: \.hasDecimals)
            else { return nil }
            return Rejection(
                .fieldInvalid, field: "\(question.path(of: part)).value",
                "must be in minor units for a rule that has no currency")
        case .rollUp:
            if !overrideKey.isEmpty {
                return Rejection(
                    .fieldInvalid, field: "override_key", "has no meaning for a sum over balances")
            }
            for (part, condition) in question.parts.enumerated() {
                guard case .percent(let share) = condition.threshold, share.base.isLimit else {
                    continue
                }
                return Rejection(
                    .fieldInvalid, field: "\(question.path(of: part)).percent_of.limit",
                    "a sum over balances has no limits")
            }
            return nil
        }
    }

    /// Refuses a precision that isn't that of the balance, or where that has none, of the others.
    func precisionRefusal(on balance: Balance) -> Rejection? {
        var multiplier = balance.multiplier
        for (part, condition) in question.parts.enumerated() {
            if let given = condition.writtenPrecision, let multiplier, given != multiplier {
                return .precisionMismatch(
                    field: "\(question.sharedPath(of: part)).precision", balance, given: given,
                    multiplier: multiplier)
            }
            if condition.hasDecimals { multiplier = multiplier ?? condition.writtenPrecision }
        }
        return nil
    }

    /// The precision that it gives to a balance that has none.
    var fixedPrecision: Int64? { question.parts.first(where: \.hasDecimals)?.writtenPrecision }
}
