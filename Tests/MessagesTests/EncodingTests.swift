import Messages
import Testing

@Suite struct `Encoding a message` {
    @Test func `writes the same bytes for the same value`() {
        // A dictionary has no order of its own.
        let metadata = Dictionary(uniqueKeysWithValues: (0..<50).map { ("key\($0)", "\($0)") })
        let info = GoogleRPC.ErrorInfo(reason: "R", domain: "tidemark", metadata: metadata)
        let other = GoogleRPC.ErrorInfo(
            reason: "R", domain: "tidemark",
            metadata: Dictionary(uniqueKeysWithValues: metadata.shuffled().map { ($0, $1) }))
        #expect(info.serialized() == other.serialized())
    }

    @Test func `writes a NUL so that it is refused, not so that the text is cut`() {
        let request = V1.GetBalanceRequest(balanceID: "bln_1\0bln_2")
        #expect(throws: DecodingError(.invalidUTF8, at: "balance_id")) {
            try V1.GetBalanceRequest(serialized: request.serialized())
        }
    }

    @Test func `tells zero from not given where a field may be absent`() throws {
        let off = V1.MonitorFilter(enabled: false)
        #expect(off.serialized() == [0x20, 0])
        #expect(try V1.MonitorFilter(serialized: off.serialized()).enabled == false)
        #expect(try V1.MonitorFilter(serialized: [UInt8]()).enabled == nil)
    }

    @Test func `reads a message out of the middle of a buffer`() throws {
        let request = V1.GetBalanceRequest(balanceID: "bln_1")
        let buffer = [9, 9] + request.serialized() + [9]
        #expect(try V1.GetBalanceRequest(serialized: buffer[2..<buffer.count - 1]) == request)
    }
}
