package import Ledger

/// Why a JSON text is not the message it should be: which field, and what would be right.
package struct MessageJSONError: Error, Sendable, Equatable {
    /// The way to the field, `condition.operator`; empty for the message itself.
    package let path: String
    package let reason: Reason

    package init(_ reason: Reason, at path: String = "") {
        self.reason = reason
        self.path = path
    }

    /// What can be wrong.
    package enum Reason: Sendable, Equatable {
        /// The text is no JSON.
        case syntax(JSONSyntaxError)
        /// The protos have no message of that name.
        case unknownMessage(String, near: [String])
        /// The message has no field of that name.
        case unknownField(String, near: [String])
        /// The enum has no value of that name or number.
        case unknownEnumValue(String, known: [String])
        /// A value of another kind than the field's: "a whole number as text", "a list".
        case wrongType(expected: String, found: String)
        /// A value of the right kind that the field can't hold.
        case invalidValue(expected: String, found: String)
        /// The field, or another of the same oneof, is there already.
        case givenTwice
        /// The bytes of the message are refused.
        case undecodable(DecodingError.Reason)
    }

    /// The same error seen from the message around.
    func inside(_ field: String) -> MessageJSONError {
        let below = path.isEmpty || path.hasPrefix("[") ? path : "." + path
        return MessageJSONError(reason, at: field + below)
    }
}

extension MessageJSONError: CustomStringConvertible {
    /// A sentence for people.
    package var description: String {
        let name = path.isEmpty ? "the message" : path
        switch reason {
        case .syntax(let error): return error.description
        case .unknownMessage(let message, let near):
            return "there is no message \"\(message)\"" + Self.hint(near)
        case .unknownField(let field, let near):
            return "\(name) has no field \"\(field)\"" + Self.hint(near)
        case .unknownEnumValue(let found, let known):
            return "\(name) can't be \"\(found)\"; it is one of \(known.joined(separator: ", "))"
        case .wrongType(let expected, let found): return "\(name) must be \(expected), not \(found)"
        case .invalidValue(let expected, let found):
            return "\(name) must be \(expected), not \"\(found)\""
        case .givenTwice: return "\(name) is given twice, or beside its alternative"
        case .undecodable(let reason): return DecodingError(reason, at: path).description
        }
    }

    private static func hint(_ near: [String]) -> String {
        near.isEmpty ? "" : "; did you mean \(near.joined(separator: " or "))?"
    }
}
