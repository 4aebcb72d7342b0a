import Ledger

/// Writes messages in protobuf's wire format out of JSON values, by their description.
enum JSONToWire {
    static func message(
        _ schema: Schema, _ value: JSONValue
    ) throws(MessageJSONError) -> [UInt8] {
        if let known = WellKnown(schema.fullName) { return try wellKnown(known, schema, value) }
        guard case .object(let members) = value else {
            throw MessageJSONError(.wrongType(expected: "an object", found: value.kind))
        }
        return try fields(of: schema, members)
    }

    private static func fields(
        of schema: Schema, _ members: [JSONMember]
    ) throws(MessageJSONError) -> [UInt8] {
        // By the field's index, so that the bytes come out in the order of the numbers.
        var parts: [[UInt8]] = Array(repeating: [], count: schema.fields.count)
        var given: Set<Int> = []
        var oneofs: Set<Int> = []
        for member in members {
            let index = try index(of: member.key, in: schema)
            let field = schema.fields[index]
            guard given.insert(index).inserted else {
                throw MessageJSONError(.givenTwice, at: field.name)
            }
            // A null stands for a field that is not there.
            if member.value == .null { continue }
            if let oneof = field.oneof, !oneofs.insert(oneof).inserted {
                throw MessageJSONError(.givenTwice, at: field.name)
            }
            do {
                parts[index] = try self.field(field, member.value)
            } catch {
                throw error.inside(field.name)
            }
        }
        return parts.flatMap { $0 }
    }

    /// The field of that name, in the proto's spelling or in the lowerCamelCase of proto3's JSON.
    private static func index(
        of name: String, in schema: Schema
    ) throws(MessageJSONError) -> Int {
        if let index = schema.fields.firstIndex(where: { $0.name == name || $0.camelName == name })
        {
            return index
        }
        let names = schema.fields.map(\.name)
        throw MessageJSONError(.unknownField(name, near: nearNames(to: name, names)))
    }

    private static func field(
        _ field: Schema.Field, _ value: JSONValue
    ) throws(MessageJSONError) -> [UInt8] {
        var writer = WireWriter()
        if let entry = field.mapEntry {
            try entries(field, entry, value, &writer)
        } else if field.isRepeated {
            guard case .array(let elements) = value else {
                throw MessageJSONError(.wrongType(expected: "a list", found: value.kind))
            }
            for (index, element) in elements.enumerated() {
                do {
                    try writer.field(field.number, field.kind, element)
                } catch {
                    throw error.inside("[\(index)]")
                }
            }
        } else {
            try writer.field(field.number, field.kind, value)
        }
        return writer.bytes
    }

    private static func entries(
        _ field: Schema.Field, _ entry: Schema, _ value: JSONValue, _ writer: inout WireWriter
    ) throws(MessageJSONError) {
        guard case .object(let members) = value else {
            throw MessageJSONError(.wrongType(expected: "an object", found: value.kind))
        }
        for member in members {
            var content = WireWriter()
            do {
                try content.field(1, entry.fields[0].kind, entry.fields[0].kind.key(member.key))
                try content.field(2, entry.fields[1].kind, member.value)
            } catch {
                throw error.inside("[\"\(member.key)\"]")
            }
            writer.tag(field.number, .lengthDelimited)
            writer.delimited(content.bytes)
        }
    }
}

// MARK: - Messages with a notation of their own

extension JSONToWire {
    private static func wellKnown(
        _ known: WellKnown, _ schema: Schema, _ value: JSONValue
    ) throws(MessageJSONError) -> [UInt8] {
        if known == .any { return try any(value) }
        // What the notation can't express is written as fields, and read so, too.
        if case .object(let members) = value { return try fields(of: schema, members) }
        guard case .string(let text) = value else {
            throw MessageJSONError(.wrongType(expected: known.expected, found: value.kind))
        }
        guard let bytes = bytes(of: known, text) else {
            throw MessageJSONError(.invalidValue(expected: known.expected, found: text))
        }
        return bytes
    }

    private static func bytes(of known: WellKnown, _ text: String) -> [UInt8]? {
        switch known {
        case .timestamp:
            TimestampText.parse(text).map {
                GoogleProtobuf.Timestamp(seconds: $0.seconds, nanos: $0.nanos).serialized()
            }
        case .duration:
            DurationText.parse(text).map {
                GoogleProtobuf.Duration(seconds: $0.seconds, nanos: $0.nanos).serialized()
            }
        case .fieldMask:
            FieldMaskText.parse(text).map { GoogleProtobuf.FieldMask(paths: $0).serialized() }
        case .any: nil
        }
    }

    private static func any(_ value: JSONValue) throws(MessageJSONError) -> [UInt8] {
        guard case .object(let members) = value else {
            throw MessageJSONError(.wrongType(expected: WellKnown.any.expected, found: value.kind))
        }
        if members.isEmpty { return [] }
        guard case .string(let url) = value["@type"] else {
            throw MessageJSONError(
                .wrongType(expected: WellKnown.any.expected, found: "one without"))
        }
        if let bytes = value["@bytes"] {
            let inner = try Schema.Kind.bytes.bytes(bytes)
            return GoogleProtobuf.AnyMessage(typeURL: url, value: inner).serialized()
        }
        guard let schema = WellKnown.schema(ofURL: url) else {
            throw MessageJSONError(.unknownMessage(url, near: []))
        }
        let inner =
            WellKnown(schema.fullName) == nil
            ? .object(members.filter { $0.key != "@type" }) : value["value"] ?? .null
        let bytes = try message(schema, inner)
        return GoogleProtobuf.AnyMessage(typeURL: url, value: bytes).serialized()
    }
}

extension Schema.Field {
    /// `balanceId` for `balance_id`, as proto3's JSON has it.
    fileprivate var camelName: String {
        var camel = ""
        for part in name.split(separator: "_") {
            camel += camel.isEmpty ? String(part) : part.prefix(1).uppercased() + part.dropFirst()
        }
        return camel
    }
}
