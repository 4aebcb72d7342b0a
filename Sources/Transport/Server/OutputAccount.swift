import TTRPC

/// Bytes written to the channel that the kernel has not yet taken, and whose they are.
struct OutputAccount {
    /// What one write carries of the streams in it.
    struct Batch {
        var byteCount = 0
        var shares: [(id: CallID, byteCount: Int)] = []
    }

    private(set) var unflushedByteCount = 0
    private(set) var batchesFlushed = 0
    private var next = Batch()
    private var isFull = false
    private let high: Int
    private let low: Int

    init(limits: TransportLimits) {
        high = limits.outputBytesHigh
        low = limits.outputBytesLow
    }

    /// A message of a stream will be in the next write.
    mutating func add(_ byteCount: Int, of id: CallID) {
        if next.shares.last?.id == id {
            next.shares[next.shares.count - 1].byteCount += byteCount
        } else {
            next.shares.append((id, byteCount))
        }
    }

    mutating func beginWrite(byteCount: Int) -> Batch {
        unflushedByteCount += byteCount
        defer { next = Batch() }
        next.byteCount = byteCount
        return next
    }

    mutating func endWrite(_ batch: Batch) {
        unflushedByteCount -= batch.byteCount
        batchesFlushed += 1
    }

    /// Whether output is over its bound, counting what isn't written yet; once it is, until it
    /// has fallen under the lower one.
    mutating func isFull(with unwritten: Int) -> Bool {
        let total = unflushedByteCount + unwritten
        isFull = isFull ? total >= low : total >= high
        return isFull
    }
}
