import Histogram
import TTRPC
import Testing

@testable import Load

@Suite struct `What a load came to` {
    private func frame(_ envelope: ResponseEnvelope) -> Frame {
        var data: [UInt8] = []
        envelope.append(to: &data)
        return Frame(streamID: 1, type: .response, data: data[...])
    }

    @Test func `counts what was measured apart from what was answered`() {
        var result = LoadResult()
        result.note(frame(.success([8, 1])), nanoseconds: 1000, isMeasured: true)
        result.note(frame(.success([])), nanoseconds: 5000, isMeasured: false)
        #expect(result.callCount == 1)
        #expect(result.answeredCount == 2)
        #expect(result.errorCount == 0)
        #expect(result.latencies.totalCount == 1)
    }

    @Test func `keeps the first refusal`() {
        var result = LoadResult()
        for message in ["first", "second"] {
            let error = RPCError(.invalidArgument, message)
            result.note(frame(.failure(error)), nanoseconds: 1000, isMeasured: true)
        }
        #expect(result.errorCount == 2)
        #expect(result.firstError?.message == "first")
    }

    @Test func `is the sum of its connections`() {
        var sum = LoadResult()
        for nanoseconds: UInt64 in [1000, 1000, 1_000_000] {
            var result = LoadResult()
            result.note(frame(.success([])), nanoseconds: nanoseconds, isMeasured: true)
            sum.add(result)
        }
        sum.seconds = 2
        #expect(sum.rate == 1.5)
        #expect(sum.latencies.totalCount == 3)
        #expect(sum.latencies.median < 1010)
    }
}
