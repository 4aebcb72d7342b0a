import Testing

@testable import Messages

/// One thing that a message may not be: its bytes, and what is said of them.
struct Refusal: CustomTestStringConvertible, Sendable {
    let name: String
    let bytes: [UInt8]
    let path: String
    let reason: DecodingError.Reason

    init(_ name: String, _ bytes: [UInt8], _ path: String, _ reason: DecodingError.Reason) {
        self.name = name
        self.bytes = bytes
        self.path = path
        self.reason = reason
    }

    var testDescription: String { name }
}

@Suite struct `The pre-walk` {
    /// Fields of `All`: 1 int64, 2 int32, 3 uint32, 4 bool, 5 enum, 6 string, 7 bytes, 8 message,
    /// 9 repeated message, 10 map, 11 and 12 a oneof of string and message, 13 repeated bool,
    /// 14 repeated enum, 15 fixed32, 16 fixed64, 17 sint32, 20 repeated string.
    static let refusals: [Refusal] = [
        Refusal("tag without its value", [0x08], "a", .truncated),
        Refusal("tag cut off", [0x80], "", .truncated),
        Refusal("varint cut off", [0x08, 0x80, 0x80], "a", .truncated),
        Refusal("four bytes cut off", [0x7D, 1, 2, 3], "fixed", .truncated),
        Refusal("eight bytes cut off", [0x81, 1, 1, 2, 3, 4, 5, 6, 7], "long", .truncated),
        Refusal("length cut off", [0x32], "text", .truncated),
        Refusal("length beyond the end", [0x32, 2, 0x61], "text", .lengthOutOfBounds),
        Refusal(
            "length beyond the sub-message", [0x42, 2, 0x0A, 1], "leaf.name", .lengthOutOfBounds),
        Refusal(
            "length of 2^63", [0x32] + repeating([0x80], 9) + [1], "text", .lengthOutOfBounds),
        Refusal(
            "length of six bytes", [0x32, 0x81, 0x80, 0x80, 0x80, 0x80, 0, 0x61], "text",
            .lengthOutOfBounds),
        Refusal(
            "varint of eleven bytes", [0x08] + repeating([0x80], 10) + [1], "a", .overlongVarint),
        Refusal("varint of 65 bits", [0x08] + repeating([0xFF], 9) + [2], "a", .overlongVarint),
        Refusal("field number zero", [0x00, 0x01], "", .invalidTag),
        Refusal("tag of six bytes", [0x88, 0x80, 0x80, 0x80, 0x80, 0, 1], "", .invalidTag),
        Refusal("tag of 33 bits", [0x88, 0x80, 0x80, 0x80, 0x10, 1], "", .invalidTag),
        Refusal("group", [0x0B, 0x0C], "", .unsupportedWireType(3)),
        Refusal("end of a group", [0x0C], "", .unsupportedWireType(4)),
        Refusal("wire type 6", [0x0E], "", .unsupportedWireType(6)),
        Refusal("wire type 7", [0x0F], "", .unsupportedWireType(7)),
        Refusal("text as a number", [0x30, 1], "text", .wrongWireType(found: 0)),
        Refusal("number as text", field(1, "x"), "a", .wrongWireType(found: 2)),
        Refusal("truth as four bytes", [0x25, 1, 0, 0, 0], "flag", .wrongWireType(found: 5)),
        Refusal("message as a number", [0x40, 1], "leaf", .wrongWireType(found: 0)),
        Refusal("messages as numbers", [0x48, 1], "leaves[0]", .wrongWireType(found: 0)),
        Refusal("int32 of 33 bits", field(2, varint: 1 << 32), "b", .numberOutOfRange),
        Refusal("int32 of 2^31", field(2, varint: 1 << 31), "b", .numberOutOfRange),
        Refusal("uint32 of 33 bits", field(3, varint: 1 << 32), "c", .numberOutOfRange),
        Refusal(
            "sint32 of 33 bits", [0x88, 1] + [0x80, 0x80, 0x80, 0x80, 0x10], "zigzag",
            .numberOutOfRange),
        Refusal("bad UTF-8", field(6, [0x61, 0xFF]), "text", .invalidUTF8),
        Refusal("overlong UTF-8", field(6, [0xC0, 0x80]), "text", .invalidUTF8),
        Refusal("surrogate in UTF-8", field(6, [0xED, 0xA0, 0x80]), "text", .invalidUTF8),
        Refusal("UTF-8 cut off", field(6, [0xE8, 0xAA]), "text", .invalidUTF8),
        Refusal("NUL in text", field(6, [0x61, 0, 0x62]), "text", .containsNUL),
        Refusal(
            "NUL in a list of texts", field(20, "a") + field(20, "b") + field(20, [0]), "texts[2]",
            .containsNUL),
        Refusal("unknown enum value", field(5, varint: 9), "colour", .unknownEnumValue(9)),
        Refusal("negative enum value", field(5, varint: .max), "colour", .unknownEnumValue(-1)),
        Refusal(
            "enum value that is known in its low 32 bits", field(5, varint: 1 << 32 | 1), "colour",
            .unknownEnumValue(1 << 32 | 1)),
        Refusal(
            "unknown enum value in a packed list", field(14, [1, 9]), "colours[0]",
            .unknownEnumValue(9)),
        Refusal("packed truth of two", field(13, [1, 2]), "flags[0]", .numberOutOfRange),
        Refusal(
            "packed truth of two bytes", field(13, [0x81, 0]), "flags[0]", .numberOutOfRange),
        Refusal("packed list cut off", field(14, [1, 0x80]), "colours[0]", .truncated),
        Refusal("sub-message twice", field(8, []) + field(8, []), "leaf", .givenTwice),
        Refusal("oneof twice", field(11, "a") + field(12, []), "choiceLeaf", .givenTwice),
        Refusal(
            "map key twice", field(10, field(1, "k")) + field(10, field(1, "k")), "labels[1]",
            .duplicateMapKey("k")),
        Refusal(
            "map key twice as the default", field(10, []) + field(10, field(1, "")), "labels[1]",
            .duplicateMapKey("0")),
        Refusal(
            "deep inside", field(9, []) + field(9, field(1, [0xFF])), "leaves[1].name",
            .invalidUTF8),
        Refusal(
            "behind other fields",
            field(6, "x") + field(9, []) + field(6, "y") + field(9, field(1, [0])),
            "leaves[1].name", .containsNUL),
    ]

    @Test(arguments: refusals) func `refuses`(_ refusal: Refusal) {
        #expect(throws: DecodingError(refusal.reason, at: refusal.path)) {
            try PreWalk.check(refusal.bytes.span, against: .all, limits: .request)
        }
    }

    @Test func `refuses what a filter doesn't know`() {
        let request = field(3, field(900, varint: 1))
        #expect(throws: DecodingError(.unknownFilterField(900), at: "filter")) {
            try V1.ListMonitorsRequest(serialized: request)
        }
    }

    static let acceptances: [(String, [UInt8])] = [
        ("nothing", []),
        ("a negative int32 of ten bytes", field(2, varint: UInt64(bitPattern: -1))),
        ("the largest uint64", field(1, varint: .max)),
        ("a varint longer than it need be", [0x08, 0x81, 0x80, 0]),
        ("a number twice", field(1, varint: 1) + field(1, varint: 2)),
        ("a text twice", field(6, "a") + field(6, "b")),
        ("repeated numbers one by one", field(14, varint: 1) + field(14, varint: 0)),
        ("repeated numbers packed", field(14, [1, 0, 1])),
        ("any bytes", field(7, [0, 0xFF, 0x80])),
        ("text up to the last plane", field(6, "\u{10FFFF}")),
        ("equal keys in two maps", field(10, field(1, "k")) + field(9, field(1, "k"))),
        ("unknown fields", field(900, "x") + field(901, varint: 3) + [0xF5, 0x3F, 1, 2, 3, 4]),
        ("the last field number there is", [0xF8, 0xFF, 0xFF, 0xFF, 0x0F, 1]),
    ]

    @Test(arguments: acceptances) func `accepts`(_ name: String, _ bytes: [UInt8]) throws {
        try PreWalk.check(bytes.span, against: .all, limits: .request)
    }

    @Test func `says in a sentence what is wrong`() {
        let error = DecodingError(.containsNUL, at: "transactions[3].description")
        #expect(error.description == "transactions[3].description contains a NUL character")
        #expect(DecodingError(.truncated).description == "the message ends too early")
    }
}

extension Schema {
    /// A message with a field of every kind.
    static let all = Schema(
        fullName: "test.All",
        fields: [
            Field("a", 1, .int64), Field("b", 2, .int32), Field("c", 3, .uint32),
            Field("flag", 4, .bool), Field("colour", 5, .enumeration(colour)),
            Field("text", 6, .string), Field("blob", 7, .bytes),
            Field("leaf", 8, .message(leaf), once: 1),
            Field("leaves", 9, .message(leaf), isRepeated: true),
            Field("labels", 10, .message(labelsEntry), isRepeated: true),
            Field("choiceText", 11, .string, oneof: 1, once: 2),
            Field("choiceLeaf", 12, .message(leaf), oneof: 1, once: 2),
            Field("flags", 13, .bool, isRepeated: true),
            Field("colours", 14, .enumeration(colour), isRepeated: true),
            Field("fixed", 15, .fixed32), Field("long", 16, .fixed64),
            Field("zigzag", 17, .sint32), Field("texts", 20, .string, isRepeated: true),
        ], isMapEntry: false)

    static let leaf = Schema(
        fullName: "test.Leaf", fields: [Field("name", 1, .string)], isMapEntry: false)
    static let labelsEntry = Schema(
        fullName: "test.All.LabelsEntry",
        fields: [Field("key", 1, .string), Field("value", 2, .string)], isMapEntry: true)
    static let colour = EnumSchema(
        fullName: "test.Colour", values: [("COLOUR_UNSPECIFIED", 0), ("COLOUR_RED", 1)])
}

extension Schema.Field {
    init(
        _ name: String, _ number: Int, _ kind: Schema.Kind, isRepeated: Bool = false,
        oneof: Int? = nil, once: UInt64 = 0
    ) {
        self.init(
            name: name, number: number, kind: kind, isRepeated: isRepeated, oneof: oneof,
            onceBit: once)
    }
}
