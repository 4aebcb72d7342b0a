import Ledger

/// Writes encoded messages as JSON values, by their description.
struct WireToJSON {
    /// How many messages may be wrapped in each other by `Any` before the innermost is shown as
    /// bytes. Each is checked by itself, so that the depth of the whole needs a bound of its own.
    private static let anyDepthMax = 8

    let options: MessageJSONOptions
    private var anyDepth = 0

    init(options: MessageJSONOptions) {
        self.options = options
    }

    /// Checks the bytes as a request's are checked, and writes them.
    func checkedMessage(_ schema: Schema, _ bytes: [UInt8]) throws(DecodingError) -> JSONValue {
        try PreWalk.check(bytes.span, against: schema, limits: .batch)
        return try message(schema, bytes.span, 0..<bytes.count)
    }

    private func message(
        _ schema: Schema, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>
    ) throws(DecodingError) -> JSONValue {
        let content = try MessageContent(schema, bytes, range)
        if let value = try wellKnown(schema, content, bytes) { return value }
        var members: [JSONMember] = []
        for (field, values) in zip(schema.fields, content.values) {
            if let value = try self.field(field, values, bytes) {
                members.append(JSONMember(field.name, value))
            }
        }
        return .object(members)
    }

    /// The field's value, or nil if it is left out.
    private func field(
        _ field: Schema.Field, _ values: [WireValue], _ bytes: borrowing Span<UInt8>
    ) throws(DecodingError) -> JSONValue? {
        if let entry = field.mapEntry {
            if values.isEmpty && !options.includesDefaults { return nil }
            return .object(try members(entry, values, bytes))
        }
        if field.isRepeated {
            if values.isEmpty && !options.includesDefaults { return nil }
            var elements: [JSONValue] = []
            for value in values { elements.append(try single(field.kind, value, bytes)) }
            return .array(elements)
        }
        // Of a field that is there more than once the last one counts.
        if let value = values.last {
            let isLeftOut = !field.hasPresence && !options.includesDefaults && value.isZero
            return isLeftOut ? nil : try single(field.kind, value, bytes)
        }
        guard options.includesDefaults && !field.hasPresence else { return nil }
        return try single(field.kind, field.kind.zero, bytes)
    }

    private func members(
        _ entry: Schema, _ values: [WireValue], _ bytes: borrowing Span<UInt8>
    ) throws(DecodingError) -> [JSONMember] {
        var members: [JSONMember] = []
        let (key, value) = (entry.fields[0], entry.fields[1])
        for case .range(let range) in values {
            let content = try MessageContent(entry, bytes, range)
            let keyJSON = try single(key.kind, content.values[0].last ?? key.kind.zero, bytes)
            let valueJSON = try single(value.kind, content.values[1].last ?? value.kind.zero, bytes)
            members.append(JSONMember(keyJSON.keyText, valueJSON))
        }
        return members.sorted { $0.key < $1.key }
    }

    private func single(
        _ kind: Schema.Kind, _ value: WireValue, _ bytes: borrowing Span<UInt8>
    ) throws(DecodingError) -> JSONValue {
        switch (kind, value) {
        case (.int32, .number(let bits)), (.sfixed32, .number(let bits)):
            .number(String(Int32(truncatingIfNeeded: bits)))
        case (.uint32, .number(let bits)), (.fixed32, .number(let bits)):
            .number(String(UInt32(truncatingIfNeeded: bits)))
        case (.sint32, .number(let bits)): .number(String(bits.zigZagDecoded))
        case (.int64, .number(let bits)), (.sfixed64, .number(let bits)):
            long(Int64(bitPattern: bits))
        case (.uint64, .number(let bits)), (.fixed64, .number(let bits)): long(bits)
        case (.sint64, .number(let bits)): long(bits.zigZagDecoded)
        case (.bool, .number(let bits)): .bool(bits != 0)
        case (.enumeration(let schema), .number(let bits)):
            Self.enumeration(schema, Int64(Int32(truncatingIfNeeded: bits)))
        case (.string, .range(let range)): .string(bytes.text(range))
        case (.bytes, .range(let range)): .string(Base64.encode(bytes.array(range)))
        case (.message(let schema), .range(let range)): try message(schema, bytes, range)
        // The pre-walk lets no other pair through.
        default: .null
        }
    }

    private func long(_ value: some BinaryInteger) -> JSONValue {
        options.showsLongIntegersAsNumbers ? .number(String(value)) : .string(String(value))
    }

    private static func enumeration(_ schema: EnumSchema, _ number: Int64) -> JSONValue {
        guard let value = schema.value(of: number) else { return .number(String(number)) }
        return .string(EnumWords.word(for: value, of: schema))
    }
}

// MARK: - Messages with a notation of their own

extension WireToJSON {
    /// The value in the message's own notation, or nil where it has none or doesn't fit it.
    private func wellKnown(
        _ schema: Schema, _ content: MessageContent, _ bytes: borrowing Span<UInt8>
    ) throws(DecodingError) -> JSONValue? {
        switch WellKnown(schema.fullName) {
        case .timestamp:
            let (seconds, nanos) = content.secondsAndNanos
            return TimestampText.format(seconds: seconds, nanos: nanos).map { .string($0) }
        case .duration:
            let (seconds, nanos) = content.secondsAndNanos
            return DurationText.format(seconds: seconds, nanos: nanos).map { .string($0) }
        case .fieldMask:
            return FieldMaskText.format(content.texts(0, bytes)).map { .string($0) }
        case .any:
            return any(content, bytes)
        case nil:
            return nil
        }
    }

    /// The message inside with its type, or just its bytes where we do not know it.
    private func any(_ content: MessageContent, _ bytes: borrowing Span<UInt8>) -> JSONValue {
        let url = content.texts(0, bytes).last ?? ""
        let inner = content.byteArrays(1, bytes).last ?? []
        if url.isEmpty && inner.isEmpty { return .object([]) }
        let type = JSONMember("@type", .string(url))
        var reader = self
        reader.anyDepth += 1
        guard reader.anyDepth <= Self.anyDepthMax, let schema = WellKnown.schema(ofURL: url),
            let value = try? reader.checkedMessage(schema, inner)
        else { return .object([type, JSONMember("@bytes", .string(Base64.encode(inner)))]) }
        if case .object(let members) = value, WellKnown(schema.fullName) == nil {
            return .object([type] + members)
        }
        return .object([type, JSONMember("value", value)])
    }
}

extension JSONValue {
    /// The value as the key of an object.
    fileprivate var keyText: String {
        switch self {
        case .string(let text), .number(let text): text
        case .bool(let flag): flag ? "true" : "false"
        case .null, .array, .object: ""
        }
    }
}
