extension Message {
    /// The message's bytes, with items of one of its repeated fields in front that are encoded
    /// already: what is read is the message with these items. So what many messages have in common
    /// is encoded once.
    package func serialized(behind items: [[UInt8]], ofField number: Int) -> [UInt8] {
        let rest = serialized()
        var writer = WireWriter()
        writer.reserve(
            items.reduce(rest.count) { $0 + $1.count + WireWriter.delimitedHeadMax })
        for item in items {
            writer.tag(number, .lengthDelimited)
            writer.delimited(item)
        }
        writer.append(rest)
        return writer.bytes
    }
}
