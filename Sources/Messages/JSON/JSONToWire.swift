import Ledger

/// Writes messages in protobuf's wire format out of JSON values, by their description.
enum JSONToWire {
    static func message(
        _ schema: Schema, _ value: JSONValue
    ) throws(MessageJSONError) -> [UInt8] {
        if let known = WellKnown(schema.fullName) { return try wellKnown(known, value) }
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
        if let index = schema.fields.firstIndex(where: { $0.name == name || $0.camelName == name }) {
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
        _ known: WellKnown, _ value: JSONValue
    ) throws(MessageJSONError) -> [UInt8] {
        switch known {
        case .timestamp:
            try secondsAndNanos(value, "a time such as 2026-03-01T12:00:00Z", TimestampText.parse)
        case .duration:
            try secondsAndNanos(value, "a duration such as 1.5s", DurationText.parse)
        case .fieldMask: try fieldMask(value)
        case .any: try any(value)
        }
    }

    private static func secondsAndNanos(
        _ value: JSONValue, _ expected: String, _ parse: (String) -> (Int64, Int32)?
    ) throws(MessageJSONError) -> [UInt8] {
        guard case .string(let text) = value else {
            throw MessageJSONError(.wrongType(expected: expected, found: value.kind))
        }
        guard let (seconds, nanos) = parse(text) else {
            throw MessageJSONError(.invalidValue(expected: expected, found: text))
        }
        return GoogleProtobuf.Timestamp(seconds: seconds, nanos: nanos).serialized()
    }

    private static func fieldMask(_ value: JSONValue) throws(MessageJSONError) -> [UInt8] {
        guard case .string(let text) = value else {
            throw MessageJSONError(
                .wrongType(expected: "field names with commas between", found: value.kind))
        }
        let paths = text.split(separator: ",").map { path in
            String(path.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        return GoogleProtobuf.FieldMask(paths: paths).serialized()
    }

    private static func any(_ value: JSONValue) throws(MessageJSONError) -> [UInt8] {
        guard case .object(let members) = value, case .string(let url) = value["@type"] else {
            throw MessageJSONError(
                .wrongType(expected: "an object with \"@type\"", found: value.kind))
        }
        guard let schema = WellKnown.schema(ofURL: url) else {
            let inner = try Schema.Kind.bytes.bytes(value["value"] ?? .string(""))
            return GoogleProtobuf.AnyMessage(typeURL: url, value: inner).serialized()
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
