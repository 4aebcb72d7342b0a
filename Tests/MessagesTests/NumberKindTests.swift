import Ledger
import Testing

@testable import Messages

/// Kinds of numbers that our protos don't use today, so that no generated message has them.
@Suite struct `Numbers of every kind` {
    private static let schema = Schema(
        fullName: "test.Numbers",
        fields: [
            .init("int32", 1, .int32), .init("int64", 2, .int64), .init("uint32", 3, .uint32),
            .init("uint64", 4, .uint64), .init("sint32", 5, .sint32), .init("sint64", 6, .sint64),
            .init("fixed32", 7, .fixed32), .init("fixed64", 8, .fixed64),
            .init("sfixed32", 9, .sfixed32), .init("sfixed64", 10, .sfixed64),
            .init("flags", 11, .bool, isRepeated: true),
        ], isMapEntry: false)

    @Test(arguments: [
        #"{"int32":-2147483648,"int64":"-9223372036854775808","uint32":4294967295,"#
            + #""uint64":"18446744073709551615","sint32":-2147483648,"#
            + #""sint64":"-9223372036854775808","fixed32":4294967295,"#
            + #""fixed64":"18446744073709551615","sfixed32":-1,"sfixed64":"-1"}"#,
        #"{"int32":1,"sint32":-1,"sint64":"1","sfixed32":2147483647,"flags":[true,false]}"#,
    ])
    func `come back from JSON`(_ json: String) throws {
        let bytes = try JSONToWire.message(Self.schema, try JSONValue(parsing: json))
        let value = try WireToJSON(options: .init()).checkedMessage(Self.schema, bytes)
        #expect(value.text == json)
    }

    @Test func `are written as the specification has them`() throws {
        let bytes = try JSONToWire.message(
            Self.schema,
            try JSONValue(parsing: #"{"int32":-1,"sint32":-2,"fixed32":1,"sfixed64":"-2"}"#))
        #expect(
            bytes == [0x08] + repeating([0xFF], 9) + [0x01] + [0x28, 3] + [0x3D, 1, 0, 0, 0]
                + [0x51, 0xFE] + repeating([0xFF], 7))
    }

    @Test(arguments: [
        #"{"int32":2147483648}"#, #"{"uint32":-1}"#, #"{"sfixed32":"4294967295"}"#,
        #"{"fixed64":18446744073709551616}"#, #"{"sint64":1e3}"#, #"{"int64":"+1"}"#,
        #"{"int64":" 1"}"#, #"{"int64":""}"#, #"{"int64":true}"#,
    ])
    func `are refused out of their range`(_ json: String) throws {
        let value = try JSONValue(parsing: json)
        #expect(throws: MessageJSONError.self) { try JSONToWire.message(Self.schema, value) }
    }
}
