/// Why a text is not the JSON that was asked for, and where.
package struct JSONSyntaxError: Error, Sendable, Equatable {
    package let reason: Reason
    /// Counted from 1.
    package let line: Int
    /// In bytes of the line, counted from 1.
    package let column: Int

    package init(_ reason: Reason, line: Int, column: Int) {
        self.reason = reason
        self.line = line
        self.column = column
    }

    /// What can be wrong with a text.
    package enum Reason: Sendable, Equatable {
        case endsTooEarly
        case unexpectedCharacter
        case textAfterTheEnd
        case invalidNumber
        case invalidEscape
        /// Half of a UTF-16 pair, which is no character.
        case loneSurrogate
        case controlCharacterInString
        case duplicateKey(String)
        case tooDeep(limit: Int)
        case tooLong(limit: Int)
        case notAnObject(found: String)
    }
}

extension JSONSyntaxError: CustomStringConvertible {
    /// A sentence for people, with the place.
    package var description: String {
        "\(sentence) (line \(line), column \(column))"
    }

    private var sentence: String {
        switch reason {
        case .endsTooEarly: "the JSON ends too early"
        case .unexpectedCharacter: "unexpected character in the JSON"
        case .textAfterTheEnd: "there is more text after the end of the JSON"
        case .invalidNumber: "a JSON number is malformed"
        case .invalidEscape: "an escape in a JSON string is malformed"
        case .loneSurrogate: "a JSON string has half of a surrogate pair"
        case .controlCharacterInString: "a JSON string has an unescaped control character"
        case .duplicateKey(let key): "the key \"\(key)\" is in one JSON object twice"
        case .tooDeep(let limit): "the JSON is nested deeper than \(limit) levels"
        case .tooLong(let limit): "the JSON is longer than \(limit) bytes"
        case .notAnObject(let found): "a JSON object is needed, not \(found)"
        }
    }
}

/// How much JSON is read before it is refused.
package struct JSONLimits: Sendable {
    /// Bytes of the text.
    package var bytesMax: Int
    /// Lists and objects within each other; the parser recurses once for each.
    package var depthMax: Int

    package init(bytesMax: Int, depthMax: Int) {
        self.bytesMax = bytesMax
        self.depthMax = depthMax
    }

    /// As long as the longest frame, and deeper than any of our messages.
    package static let standard = JSONLimits(bytesMax: 4 << 20, depthMax: 64)
}
