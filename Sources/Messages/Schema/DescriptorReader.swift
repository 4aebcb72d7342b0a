import CTidemarkProto

/// Reads protobuf-c's descriptors, each once.
struct DescriptorReader {
    private var byName: [String: Schema] = [:]
    private var enums: [String: EnumSchema] = [:]

    var table: SchemaTable { SchemaTable(schemas: byName, enums: enums) }

    mutating func read(_ descriptor: UnsafePointer<ProtobufCMessageDescriptor>?) {
        if let descriptor = unsafe descriptor { _ = unsafe schema(descriptor) }
    }

    private mutating func schema(_ descriptor: UnsafePointer<ProtobufCMessageDescriptor>) -> Schema
    {
        let message = unsafe descriptor.pointee
        let fullName = unsafe String(cString: message.name)
        if let known = byName[fullName] { return known }
        var once = OnceBits()
        var fields: [Schema.Field] = []
        for index in 0..<Int(unsafe message.n_fields) {
            fields.append(unsafe field(message.fields[index], &once))
        }
        let schema = Schema(
            fullName: fullName, fields: fields,
            isMapEntry: Self.isMapEntry(fullName, fields))
        byName[fullName] = schema
        return schema
    }

    private mutating func field(
        _ c: ProtobufCFieldDescriptor, _ once: inout OnceBits
    ) -> Schema.Field {
        let isRepeated = unsafe c.label == PROTOBUF_C_LABEL_REPEATED
        let isInOneof = unsafe c.flags & PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue != 0
        let isMessage = unsafe c.type == PROTOBUF_C_TYPE_MESSAGE
        let oneof = isInOneof ? Int(unsafe c.quantifier_offset) : nil
        return unsafe Schema.Field(
            name: String(cString: c.name), number: Int(c.id), kind: kind(c),
            isRepeated: isRepeated, oneof: oneof,
            onceBit: once.bit(oneof: oneof, isAlone: isMessage && !isRepeated))
    }

    private mutating func kind(_ c: ProtobufCFieldDescriptor) -> Schema.Kind {
        switch unsafe c.type {
        case PROTOBUF_C_TYPE_INT32: .int32
        case PROTOBUF_C_TYPE_SINT32: .sint32
        case PROTOBUF_C_TYPE_SFIXED32: .sfixed32
        case PROTOBUF_C_TYPE_INT64: .int64
        case PROTOBUF_C_TYPE_SINT64: .sint64
        case PROTOBUF_C_TYPE_SFIXED64: .sfixed64
        case PROTOBUF_C_TYPE_UINT32: .uint32
        case PROTOBUF_C_TYPE_FIXED32: .fixed32
        case PROTOBUF_C_TYPE_UINT64: .uint64
        case PROTOBUF_C_TYPE_FIXED64: .fixed64
        case PROTOBUF_C_TYPE_BOOL: .bool
        case PROTOBUF_C_TYPE_STRING: .string
        case PROTOBUF_C_TYPE_BYTES: .bytes
        case PROTOBUF_C_TYPE_ENUM:
            .enumeration(
                unsafe enumeration(
                    c.descriptor.assumingMemoryBound(to: ProtobufCEnumDescriptor.self)))
        case PROTOBUF_C_TYPE_MESSAGE:
            .message(
                unsafe schema(
                    c.descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)))
        default:
            // The generator refuses floating point; nothing else is left.
            preconditionFailure("a field of a type that is not spoken here")
        }
    }

    private mutating func enumeration(
        _ descriptor: UnsafePointer<ProtobufCEnumDescriptor>
    ) -> EnumSchema {
        let c = unsafe descriptor.pointee
        let fullName = unsafe String(cString: c.name)
        if let known = enums[fullName] { return known }
        let schema = EnumSchema(
            fullName: fullName,
            values: (0..<Int(unsafe c.n_values)).map { index in
                let value = unsafe c.values[index]
                return unsafe (String(cString: value.name), value.value)
            })
        enums[fullName] = schema
        return schema
    }

    /// protoc's own rule: the entry of `map<K, V> labels` is the nested message `LabelsEntry`
    /// of `key = 1` and `value = 2`. protobuf-c keeps no mark of it.
    private static func isMapEntry(_ fullName: String, _ fields: [Schema.Field]) -> Bool {
        fullName.hasSuffix("Entry") && fields.count == 2
            && fields[0].name == "key" && fields[0].number == 1 && !fields[0].isRepeated
            && fields[1].name == "value" && fields[1].number == 2 && !fields[1].isRepeated
    }
}

/// Hands out the bits for what a message may hold only once: each single sub-message and each
/// oneof has one. The generator refuses messages that would need more than there are.
private struct OnceBits {
    private var next = 0
    private var oneofs: [Int: UInt64] = [:]

    mutating func bit(oneof: Int?, isAlone: Bool) -> UInt64 {
        if let oneof {
            if let known = oneofs[oneof] { return known }
            let bit = take()
            oneofs[oneof] = bit
            return bit
        }
        return isAlone ? take() : 0
    }

    private mutating func take() -> UInt64 {
        defer { next += 1 }
        return 1 << UInt64(next)
    }
}
