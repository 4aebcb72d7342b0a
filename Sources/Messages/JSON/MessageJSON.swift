package import Ledger

/// Messages as JSON and back, by their description: one piece of code for all of them.
///
/// It is proto3's JSON with three differences, made for people: the proto's own field names
/// (`balance_id`), the short words of an enum (`APPLIED`, `>`, `balance.monitor`; see
/// `EnumWords`), and no guessing: what a message doesn't have is refused by name.
package enum MessageJSON {
    /// The JSON of an encoded message.
    ///
    /// - Parameters:
    ///   - fullName: the message's full proto name.
    ///   - bytes: one message of that type.
    package static func encode(
        _ fullName: String, _ bytes: [UInt8], options: MessageJSONOptions = .init()
    ) throws(MessageJSONError) -> String {
        let value = try value(of: fullName, bytes, options: options)
        return options.isPretty ? value.prettyText : value.text
    }

    /// The JSON value of an encoded message, for those who arrange it further.
    package static func value(
        of fullName: String, _ bytes: [UInt8], options: MessageJSONOptions = .init()
    ) throws(MessageJSONError) -> JSONValue {
        let schema = try schema(fullName)
        let reader = WireToJSON(options: options)
        do {
            return try reader.checkedMessage(schema, bytes)
        } catch {
            throw MessageJSONError(.undecodable(error.reason), at: error.path)
        }
    }

    /// The bytes of the message that a JSON text describes.
    ///
    /// - Throws: `MessageJSONError`, which names the field and says what would be right.
    package static func decode(
        _ fullName: String, _ text: String
    ) throws(MessageJSONError) -> [UInt8] {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: text)
        } catch {
            throw MessageJSONError(.syntax(error))
        }
        return try decode(fullName, value)
    }

    /// The bytes of the message that a JSON value describes.
    package static func decode(
        _ fullName: String, _ value: JSONValue
    ) throws(MessageJSONError) -> [UInt8] {
        try JSONToWire.message(try schema(fullName), value)
    }

    private static func schema(_ fullName: String) throws(MessageJSONError) -> Schema {
        guard let schema = Schema.table.find(fullName) else {
            throw MessageJSONError(
                .unknownMessage(fullName, near: nearNames(to: fullName, Schema.table.names)))
        }
        return schema
    }
}

/// How a message is written as JSON.
package struct MessageJSONOptions: Sendable {
    /// Whether fields at their default are written, too; those that may be absent never are.
    package var includesDefaults: Bool
    /// Whether it is laid out over several lines.
    package var isPretty: Bool
    /// Whether integers of 64 bits are written as numbers, as people expect of a version or a
    /// sequence, and not as the texts of proto3's JSON. Money is text in the messages themselves.
    package var showsLongIntegersAsNumbers: Bool

    package init(
        includesDefaults: Bool = false, isPretty: Bool = false,
        showsLongIntegersAsNumbers: Bool = false
    ) {
        self.includesDefaults = includesDefaults
        self.isPretty = isPretty
        self.showsLongIntegersAsNumbers = showsLongIntegersAsNumbers
    }
}

extension Message {
    /// The message as JSON.
    package func json(options: MessageJSONOptions = .init()) throws(MessageJSONError) -> String {
        try MessageJSON.encode(Self.fullName, serialized(), options: options)
    }

    /// The message that a JSON text describes.
    package init(json text: String) throws(MessageJSONError) {
        let bytes = try MessageJSON.decode(Self.fullName, text)
        do {
            try self.init(serialized: bytes.span, limits: .batch)
        } catch {
            throw MessageJSONError(.undecodable(error.reason), at: error.path)
        }
    }
}
