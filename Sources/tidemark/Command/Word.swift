import ArgumentParser
import Messages

/// A value of one of the API's enums, as a word on the command line: `every-match`,
/// `balance.monitor`, `available_balance`.
struct Word<Value: MessageEnumeration>: ExpressibleByArgument {
    let value: Value

    init(_ value: Value) {
        self.value = value
    }

    init?(argument: String) {
        let underscored = argument.replacing("-", with: "_")
        guard let value = Value(word: argument) ?? Value(word: underscored),
            value.rawValue != 0
        else { return nil }
        self.value = value
    }

    static var allValueStrings: [String] {
        // What is capitals in the API is small letters and dashes where people type it.
        Value.words.map { word in
            word == word.uppercased() ? word.lowercased().replacing("_", with: "-") : word
        }
    }

    /// Shells offer the words.
    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

    var defaultValueDescription: String { value.word }
}
