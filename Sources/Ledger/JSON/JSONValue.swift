/// A JSON value that loses nothing: numbers keep their own text, objects their order.
///
/// Foundation's parser turns large numbers into doubles and takes the last of two equal keys;
/// money and metadata can afford neither. Besides, the rules import no Foundation.
package enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    /// The number as it was written: an optional minus, digits, fraction and exponent.
    case number(String)
    case string(String)
    case array([JSONValue])
    /// No key is there twice.
    case object([JSONMember])
}

/// One key and value of a JSON object.
package struct JSONMember: Sendable, Equatable {
    package var key: String
    package var value: JSONValue

    package init(_ key: String, _ value: JSONValue) {
        self.key = key
        self.value = value
    }
}

extension JSONValue {
    /// The value of the key, if this is an object that has it.
    package subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// What kind of value it is, in words for a message: "a number", "an object".
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a truth value"
        case .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

/// The text of a JSON object in its one canonical form: keys in the order of their UTF-8 bytes, no
/// white space, no escapes but the necessary ones, numbers as they were written.
///
/// - Throws: `JSONSyntaxError` where the text is no JSON, has a key twice, or is no object.
package func canonicalJSONObject(
    _ text: String, limits: JSONLimits = .standard
) throws(JSONSyntaxError) -> String {
    let value = try JSONValue(parsing: text, limits: limits)
    guard case .object = value else {
        throw JSONSyntaxError(.notAnObject(found: value.kind), line: 1, column: 1)
    }
    return value.canonicalText
}
