@testable import Messages

/// Encoded fields, written out for a test: `field(1, "abc") + field(2, [])`.
func field(_ number: Int, _ text: String) -> [UInt8] {
    field(number, Array(text.utf8))
}

func field(_ number: Int, _ content: [UInt8]) -> [UInt8] {
    var writer = WireWriter()
    writer.tag(number, .lengthDelimited)
    writer.delimited(content)
    return writer.bytes
}

func field(_ number: Int, varint value: UInt64) -> [UInt8] {
    var writer = WireWriter()
    writer.tag(number, .varint)
    writer.varint(value)
    return writer.bytes
}

func repeating(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
    Array(repeatElement(bytes, count: count).joined())
}
