import Testing

@testable import Messages

/// Small inputs that would take much memory or time, at each limit and one beyond it.
@Suite struct `A bomb` {
    private let limits = DecodingLimits.batch

    private func refusal(
        _ bytes: [UInt8], _ limits: DecodingLimits = .batch, _ schema: Schema = .all
    ) -> DecodingError? {
        do {
            try PreWalk.check(bytes.span, against: schema, limits: limits)
            return nil
        } catch {
            return error
        }
    }

    @Test func `of empty sub-messages is refused`() {
        let most = repeating(field(9, []), limits.elementsMax)
        #expect(refusal(most) == nil)
        let error = refusal(most + field(9, []))
        #expect(error?.reason == .tooManyElements(limit: limits.elementsMax))
        #expect(error?.path == "leaves[\(limits.elementsMax)]")
        #expect(refusal(repeating(field(9, []), 2 << 20)) == error)
    }

    @Test func `of packed numbers is refused`() {
        let error = refusal(field(13, repeating([1], limits.elementsMax + 1)))
        #expect(error?.reason == .tooManyElements(limit: limits.elementsMax))
    }

    @Test func `of empty texts is refused`() {
        let error = refusal(repeating(field(20, []), limits.elementsMax + 1))
        #expect(error?.reason == .tooManyElements(limit: limits.elementsMax))
    }

    @Test func `of unknown fields is refused`() {
        let most = repeating(field(900, varint: 1), limits.unknownFieldsMax)
        #expect(refusal(most) == nil)
        let error = refusal(most + field(900, varint: 1))
        #expect(error?.reason == .tooManyUnknownFields(limit: limits.unknownFieldsMax))
    }

    @Test func `of large unknown fields is refused`() {
        let error = refusal(field(900, repeating([7], limits.unknownBytesMax)))
        #expect(error?.reason == .unknownFieldsTooLarge(limit: limits.unknownBytesMax))
    }

    @Test func `over the length is refused before it is looked at`() {
        let limit = DecodingLimits.request.messageBytesMax
        #expect(refusal(repeating([0], limit), .request)?.reason == .invalidTag)
        #expect(
            refusal(repeating([0xFF], limit + 1), .request)?.reason
                == .messageTooLarge(limit: limit))
    }

    @Test func `of nested messages is refused`() {
        // Our own messages don't nest so deep, so the chain is made by hand.
        var schema = Schema(fullName: "test.Last", fields: [], isMapEntry: false)
        var bytes: [UInt8] = []
        for _ in 1..<limits.depthMax {
            let inner = Schema.Field("inner", 1, .message(schema), once: 1)
            schema = Schema(fullName: "test.Nested", fields: [inner], isMapEntry: false)
            bytes = field(1, bytes)
        }
        #expect(refusal(bytes, limits, schema) == nil)
        let inner = Schema.Field("inner", 1, .message(schema), once: 1)
        let deeper = Schema(fullName: "test.Nested", fields: [inner], isMapEntry: false)
        #expect(
            refusal(field(1, bytes), limits, deeper)?.reason == .tooDeep(limit: limits.depthMax))
    }

    @Test func `of many map keys takes no more than linear time`() {
        let entries = (0..<10_000).flatMap { field(10, field(1, String($0))) }
        #expect(refusal(entries) == nil)
        #expect(
            refusal(entries + field(10, field(1, "77")))?.reason == .duplicateMapKey("77"))
    }

    @Test func `that fits the pre-walk is stopped by the arena`() {
        var limits = DecodingLimits.batch
        limits.arenaBytesMax = 64 << 10
        let items = repeating(field(1, []), 10_000)
        #expect(throws: DecodingError(.outOfMemory(limit: 64 << 10))) {
            try V1.CreateBatchRequest(serialized: items.span, limits: limits)
        }
    }

    @Test func `within the limits fits the arena`() throws {
        let item = V1.BatchItem(
            request: .createTransaction(
                .init(
                    reference: "ref", currency: "USD", preciseAmount: "100", source: "@a",
                    destination: "@b", scheduledFor: .init(seconds: 1))))
        let batch = V1.CreateBatchRequest(items: Array(repeating: item, count: 10_000))
        let bytes = batch.serialized()
        #expect(try V1.CreateBatchRequest(serialized: bytes, limits: .batch) == batch)
    }
}
