import Ledger

/// Single values of JSON on the wire.
extension WireWriter {
    /// Appends the tag and the value. Only zeros of fields without presence could be left out, and
    /// they do no harm.
    mutating func field(
        _ number: Int, _ kind: Schema.Kind, _ value: JSONValue
    ) throws(MessageJSONError) {
        tag(number, kind.wireType)
        switch kind {
        case .int32: varint(UInt64(bitPattern: Int64(try value.integer(as: Int32.self))))
        case .int64: varint(UInt64(bitPattern: try value.integer(as: Int64.self)))
        case .uint32: varint(UInt64(try value.integer(as: UInt32.self)))
        case .uint64: varint(try value.integer(as: UInt64.self))
        case .sint32: varint(Int64(try value.integer(as: Int32.self)).zigZagEncoded)
        case .sint64: varint(try value.integer(as: Int64.self).zigZagEncoded)
        case .fixed32: fixed32(try value.integer(as: UInt32.self))
        case .sfixed32: fixed32(UInt32(bitPattern: try value.integer(as: Int32.self)))
        case .fixed64: fixed64(try value.integer(as: UInt64.self))
        case .sfixed64: fixed64(UInt64(bitPattern: try value.integer(as: Int64.self)))
        case .bool: varint(try value.flag() ? 1 : 0)
        case .enumeration(let schema):
            varint(UInt64(bitPattern: Int64(try value.number(of: schema))))
        case .string, .bytes, .message: delimited(try kind.bytes(value))
        }
    }
}

extension Schema.Kind {
    /// The content of a length-delimited field.
    func bytes(_ value: JSONValue) throws(MessageJSONError) -> [UInt8] {
        switch self {
        case .message(let schema): return try JSONToWire.message(schema, value)
        case .bytes:
            guard case .string(let text) = value else {
                throw MessageJSONError(.wrongType(expected: "bytes in base64", found: value.kind))
            }
            guard let bytes = Base64.decode(text) else {
                throw MessageJSONError(.invalidValue(expected: "bytes in base64", found: text))
            }
            return bytes
        default:
            guard case .string(let text) = value else {
                throw MessageJSONError(.wrongType(expected: "a string", found: value.kind))
            }
            guard !text.utf8.contains(0) else {
                throw MessageJSONError(
                    .invalidValue(expected: "text without a NUL character", found: text))
            }
            return Array(text.utf8)
        }
    }

    /// The key of a JSON object as a value of this kind.
    func key(_ text: String) -> JSONValue {
        guard case .bool = self else { return .string(text) }
        switch text {
        case "true": return .bool(true)
        case "false": return .bool(false)
        default: return .string(text)
        }
    }
}

extension JSONValue {
    /// A whole number, as a number or as text, exactly.
    fileprivate func integer<I: FixedWidthInteger>(
        as type: I.Type
    ) throws(MessageJSONError) -> I {
        switch self {
        case .number(let text), .string(let text):
            // Swift would take "+1", too.
            guard !text.hasPrefix("+"), let integer = I(text) else {
                throw MessageJSONError(
                    .invalidValue(
                        expected: "a whole number from \(I.min) to \(I.max)", found: text))
            }
            return integer
        default: throw MessageJSONError(.wrongType(expected: "a whole number", found: kind))
        }
    }

    fileprivate func flag() throws(MessageJSONError) -> Bool {
        guard case .bool(let flag) = self else {
            throw MessageJSONError(.wrongType(expected: "true or false", found: kind))
        }
        return flag
    }

    fileprivate func number(of schema: EnumSchema) throws(MessageJSONError) -> Int32 {
        let words = EnumWords.words(of: schema)
        switch self {
        case .string(let text):
            guard let value = EnumWords.value(for: text, of: schema) else {
                throw MessageJSONError(.unknownEnumValue(text, known: words))
            }
            return value.number
        case .number(let text):
            guard let number = Int64(text), let value = schema.value(of: number) else {
                throw MessageJSONError(.unknownEnumValue(text, known: words))
            }
            return value.number
        default:
            throw MessageJSONError(
                .wrongType(expected: "one of \(words.joined(separator: ", "))", found: kind))
        }
    }
}
