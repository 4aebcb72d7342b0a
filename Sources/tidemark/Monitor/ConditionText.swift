import ArgumentParser
import Messages

/// A condition as people write it: `debit_balance > 1000.00`.
struct ConditionText {
    let field: V1.MonitorField
    let `operator`: V1.Operator
    /// The value as it was written, in the units that the command says.
    let value: String

    /// Reads a condition, or says which part of it is wrong.
    @Sendable static func parse(_ text: String) throws(ValidationError) -> ConditionText {
        let field = text.prefix { $0.isLetter || $0 == "_" || $0 == "-" }
        let rest = text.dropFirst(field.count).drop { $0 == " " }
        let sign = rest.prefix { "<>=!".contains($0) }
        let value = rest.dropFirst(sign.count).drop { $0 == " " }
        guard let sum = Word<V1.MonitorField>(argument: String(field)) else {
            throw unknown(String(field))
        }
        guard let comparison = V1.Operator(word: String(sign)) else {
            let words = V1.Operator.words.joined(separator: " ")
            throw ValidationError("it has none of \(words) behind the sum")
        }
        guard let first = value.first, first == "-" || first.isNumber, !value.contains(" ") else {
            throw ValidationError("it has no value at its end, such as 1000.00")
        }
        return ConditionText(field: sum.value, operator: comparison, value: String(value))
    }

    private static func unknown(_ field: String) -> ValidationError {
        let words = V1.MonitorField.words
        let near = nearNames(to: field, words)
        let meant = near.isEmpty ? words : near
        return ValidationError(
            "it begins with a sum, such as \(meant.joined(separator: ", ")); not with \"\(field)\"")
    }
}
