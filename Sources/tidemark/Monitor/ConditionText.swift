import ArgumentParser
import Messages

/// A condition as people write it: `debit_balance > 1000.00`.
struct ConditionText: ExpressibleByArgument {
    let field: V1.MonitorField
    let `operator`: V1.Operator
    /// The value as it was written, in the units that the command says.
    let value: String

    init?(argument: String) {
        let field = argument.prefix { $0.isLetter || $0 == "_" || $0 == "-" }
        let rest = argument.dropFirst(field.count).drop { $0 == " " }
        let sign = rest.prefix { "<>=!".contains($0) }
        let value = rest.dropFirst(sign.count).drop { $0 == " " }
        guard let field = Word<V1.MonitorField>(argument: String(field)),
            let sign = V1.Operator(word: String(sign)),
            let first = value.first, first == "-" || first.isNumber, !value.contains(" ")
        else { return nil }
        self.field = field.value
        self.operator = sign
        self.value = String(value)
    }

    static var allValueStrings: [String] {
        V1.MonitorField.words.map { "\($0) > 0" }
    }
}
