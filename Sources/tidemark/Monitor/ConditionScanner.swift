import ArgumentParser
import Messages

/// Takes the parts of a condition off its front, and knows where it stands when one is wrong.
struct ConditionScanner {
    private let text: String
    private var rest: Substring

    init(_ text: String) {
        self.text = text
        rest = text[...]
        skipBlanks()
    }

    mutating func field() throws(ValidationError) -> V1.MonitorField {
        let place = place
        let name = name()
        guard let sum = Word<V1.MonitorField>(argument: name) else {
            let meant = meant(by: name, V1.MonitorField.words)
            throw ValidationError("\(place): a sum is missing, such as \(meant); not \"\(name)\"")
        }
        return sum.value
    }

    mutating func comparison() throws(ValidationError) -> V1.Operator {
        let place = place
        let sign = take { "<>=!".contains($0) }
        guard let comparison = V1.Operator(word: sign), comparison != .unspecified else {
            let words = V1.Operator.words.joined(separator: " ")
            throw ValidationError("\(place): none of \(words) stands behind the sum")
        }
        return comparison
    }

    /// An amount, a percentage of something, or nothing where the text ends.
    mutating func value() throws(ValidationError) -> ConditionText.Value {
        if rest.isEmpty || rest.hasPrefix(Self.rearmWord) { return .missing }
        let number = try number("no value such as 1000.00 or 80% of credit_limit")
        guard rest.hasPrefix("%") else { return .amount(number) }
        advance(1)
        guard rest.hasPrefix(Self.ofWord) else {
            throw ValidationError("\(place): \"of\" is missing, as in 80% of credit_limit")
        }
        advance(Self.ofWord.count)
        return .percent(number, of: try base())
    }

    mutating func rearm() throws(ValidationError) -> String? {
        guard rest.hasPrefix(Self.rearmWord) else { return nil }
        advance(Self.rearmWord.count)
        return try number("no value behind rearm such as 900.00")
    }

    func end() throws(ValidationError) {
        guard !rest.isEmpty else { return }
        guard !Self.joiningWords.contains(where: rest.hasPrefix) else {
            throw ValidationError(
                "\(place): each condition stands in quotes of its own; all must hold, or with --any"
                    + " one of them")
        }
        throw ValidationError(
            "\(place): nothing but rearm and a value can stand here, not \"\(rest)\"")
    }
}

extension ConditionScanner {
    private static let ofWord = "of "
    private static let rearmWord = "rearm "
    /// How people join conditions where they can't be joined.
    private static let joiningWords = ["and ", "or ", "&", "|"]

    /// `at character 9`, counted from 1.
    private var place: String {
        "at character \(text.distance(from: text.startIndex, to: rest.startIndex) + 1)"
    }

    private mutating func skipBlanks() {
        rest = rest.drop { $0 == " " }
    }

    private mutating func advance(_ count: Int) {
        rest = rest.dropFirst(count)
        skipBlanks()
    }

    private mutating func take(while isPart: (Character) -> Bool) -> String {
        let part = rest.prefix(while: isPart)
        advance(part.count)
        return String(part)
    }

    private mutating func name() -> String {
        take { $0.isLetter || $0 == "_" || $0 == "-" }
    }

    private mutating func number(_ complaint: String) throws(ValidationError) -> String {
        let place = place
        guard let first = rest.first, first == "-" || first.isNumber else {
            throw ValidationError("\(place): there is \(complaint)")
        }
        return take { $0 == "-" || $0 == "." || $0.isNumber || $0.isLetter }
    }

    /// What a percentage is of.
    private mutating func base() throws(ValidationError) -> V1.PercentOf.Base {
        let place = place
        let name = name()
        if let limit = Word<V1.BalanceLimit>(argument: name) { return .limit(limit.value) }
        if let field = Word<V1.MonitorField>(argument: name) { return .field(field.value) }
        let words = V1.BalanceLimit.words.map { $0.lowercased() } + V1.MonitorField.words
        throw ValidationError(
            "\(place): a percentage is of a limit or a sum, such as \(meant(by: name, words));"
                + " not of \"\(name)\"")
    }

    private func meant(by name: String, _ words: [String]) -> String {
        let near = nearNames(to: name, words)
        return (near.isEmpty ? words : near).joined(separator: ", ")
    }
}
