/// Turns the bytes of a connection into frames, however they were cut on the way.
///
/// Append what was read, then take events until there is none. The length is looked at as soon as
/// it has arrived, before any of the body is waited for: a frame over the limit is reported at
/// once and its body thrown away as it comes, in constant memory, and a peer that isn't speaking
/// ttrpc at all is known by its first byte.
///
/// Frames are slices of the chunk they came in. Bytes are copied only where the start of a frame
/// has to be carried over into the next chunk, and then once, so the cost is linear in the bytes,
/// also for a peer that drips them one by one.
package struct FrameDecoder {
    package enum Event: Equatable, Sendable {
        case frame(Frame)
        /// A frame over the limit. Its body is being discarded; the connection is still in step.
        case oversized(FrameHeader)
        /// The peer doesn't speak ttrpc. Nothing more will be decoded.
        case foreign(firstByte: UInt8)
    }

    private var chunk: [UInt8] = []
    /// Where the bytes of `chunk` that were not yet handed out begin.
    private var position = 0
    /// Bytes of an oversized body still to be thrown away.
    private var discarding = 0
    private var isForeign = false
    /// Events handed out so far.
    package private(set) var eventCount = 0

    package init() {}
}

extension FrameDecoder {
    /// Takes in what was read. Events should have been taken before, or unread bytes pile up.
    package mutating func append(_ bytes: [UInt8]) {
        guard !isForeign, !bytes.isEmpty else { return }
        let skipped = min(discarding, bytes.count)
        discarding -= skipped
        if bufferedByteCount == 0 {
            chunk = bytes
            position = skipped
        } else {
            carryOver(reserving: bytes.count)
            chunk.append(contentsOf: bytes)
        }
    }

    /// The next event, or nil where more bytes are needed.
    package mutating func next() -> Event? {
        guard !isForeign else { return nil }
        guard position < chunk.count else {
            letGo()
            return nil
        }
        // The first byte alone tells a foreign peer, so a drip of nine bytes isn't waited out.
        guard chunk[position] == 0 else {
            let firstByte = chunk[position]
            self = FrameDecoder()
            isForeign = true
            return .foreign(firstByte: firstByte)
        }
        guard chunk.count - position >= FrameHeader.byteCount else { return nil }
        let header = FrameHeader(chunk[...], at: position)
        if header.length > FrameHeader.lengthMax { return discard(header) }
        let start = position + FrameHeader.byteCount
        let end = start + Int(header.length)
        guard end <= chunk.count else { return nil }
        position = end
        eventCount += 1
        return .frame(
            Frame(
                streamID: header.streamID, type: header.type, flags: header.flags,
                data: chunk[start..<end]))
    }

    /// Whether the peer owes the rest of a frame it began.
    package var isInsideFrame: Bool { position < chunk.count || discarding > 0 }

    /// Bytes held for frames not yet taken: at most one frame and one read.
    package var bufferedByteCount: Int { chunk.count - position }
}

extension FrameDecoder {
    private mutating func discard(_ header: FrameHeader) -> Event {
        let start = position + FrameHeader.byteCount
        let here = min(chunk.count - start, Int(header.length))
        discarding = Int(header.length) - here
        position = start + here
        eventCount += 1
        return .oversized(header)
    }

    /// An idle connection must not hold the memory of the largest frame it ever saw.
    private mutating func letGo() {
        chunk = []
        position = 0
    }

    /// Makes `chunk` begin with the unread bytes, without touching slices that were handed out.
    private mutating func carryOver(reserving count: Int) {
        // Nothing was handed out of a chunk still at its beginning: it is ours to grow.
        guard position > 0 else { return }
        let unread = chunk[position...]
        var fresh: [UInt8] = []
        fresh.reserveCapacity(unread.count + count)
        fresh.append(contentsOf: unread)
        chunk = fresh
        position = 0
    }
}
