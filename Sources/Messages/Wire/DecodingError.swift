/// Why a message's bytes were refused: which field, and what is wrong with it.
public struct DecodingError: Error, Sendable, Equatable {
    /// The way to the field from the outermost message, `transactions[3].description`; empty for
    /// the message itself.
    public let path: String
    /// What is wrong.
    public let reason: Reason

    public init(_ reason: Reason, at path: String = "") {
        self.reason = reason
        self.path = path
    }

    /// What can be wrong with a field's bytes.
    public enum Reason: Sendable, Equatable {
        /// The bytes end within a field.
        case truncated
        /// A length reaches beyond the message that holds the field.
        case lengthOutOfBounds
        /// A varint of more than ten bytes, or of more than 64 bits.
        case overlongVarint
        /// A field number of zero or above 2^29 - 1, or a tag of more than 32 bits.
        case invalidTag
        /// Wire types 3, 4 (groups), 6 or 7.
        case unsupportedWireType(UInt8)
        /// The field is of another type than its bytes.
        case wrongWireType(found: UInt8)
        /// Text that is not UTF-8.
        case invalidUTF8
        /// Text with a NUL in it.
        case containsNUL
        /// A number that does not fit the field's type.
        case numberOutOfRange
        /// A number that the enum does not name.
        case unknownEnumValue(Int64)
        /// A sub-message, or a member of a oneof, where one was given before.
        case givenTwice
        /// A map with a key twice.
        case duplicateMapKey(String)
        /// A field that is not known, in a filter; anywhere else it would be skipped.
        case unknownFilterField(UInt32)
        /// More bytes than `DecodingLimits.messageBytesMax`.
        case messageTooLarge(limit: Int)
        /// Messages nested deeper than `DecodingLimits.depthMax`.
        case tooDeep(limit: Int)
        /// More parts than `DecodingLimits.elementsMax`.
        case tooManyElements(limit: Int)
        /// More unknown fields than `DecodingLimits.unknownFieldsMax`.
        case tooManyUnknownFields(limit: Int)
        /// More bytes of unknown fields than `DecodingLimits.unknownBytesMax`.
        case unknownFieldsTooLarge(limit: Int)
        /// More memory than `DecodingLimits.arenaBytesMax`.
        case outOfMemory(limit: Int)
        /// protobuf-c refused what the pre-walk let pass.
        case malformed
    }
}

extension DecodingError: CustomStringConvertible {
    /// A sentence for people: the field and what is wrong with it.
    public var description: String {
        path.isEmpty ? "the message \(reason.sentence)" : "\(path) \(reason.sentence)"
    }
}

extension DecodingError {
    /// The same error seen from the message around: `field` holds what was refused.
    func inside(_ field: String) -> DecodingError {
        let below = path.isEmpty || path.hasPrefix("[") ? path : "." + path
        return DecodingError(reason, at: field + below)
    }
}

extension DecodingError.Reason {
    fileprivate var sentence: String {
        switch self {
        case .truncated: "ends too early"
        case .lengthOutOfBounds: "has a length that reaches beyond its end"
        case .overlongVarint: "has a number longer than 64 bits"
        case .invalidTag: "has an impossible field number"
        case .unsupportedWireType(let type): "has wire type \(type), which is not supported"
        case .wrongWireType(let type): "has wire type \(type), which is not its own"
        case .invalidUTF8: "is not valid UTF-8"
        case .containsNUL: "contains a NUL character"
        case .numberOutOfRange: "is a number outside its range"
        case .unknownEnumValue(let value): "has the unknown value \(value)"
        case .givenTwice: "is given twice, or beside its alternative"
        case .duplicateMapKey(let key): "has the key \"\(key)\" twice"
        case .unknownFilterField(let number): "has the unknown filter field \(number)"
        case .messageTooLarge(let limit): "is larger than \(limit) bytes"
        case .tooDeep(let limit): "is nested deeper than \(limit) messages"
        case .tooManyElements(let limit): "has more than \(limit) parts"
        case .tooManyUnknownFields(let limit): "has more than \(limit) unknown fields"
        case .unknownFieldsTooLarge(let limit): "has over \(limit) bytes of unknown fields"
        case .outOfMemory(let limit): "takes more than \(limit) bytes of memory to decode"
        case .malformed: "is malformed"
        }
    }
}
