/// Frames on their way out, one behind the other in one buffer, so that all that is ready leaves
/// in one write.
struct FrameWriter {
    private(set) var bytes: [UInt8] = []

    /// Gives up what was written and starts anew, with the room it has used so far.
    mutating func take() -> [UInt8] {
        defer {
            let room = min(bytes.count, Self.reservedMax)
            bytes = []
            bytes.reserveCapacity(room)
        }
        return bytes
    }

    /// Room kept between writes: a batch of small frames, not the largest page ever sent.
    private static let reservedMax = 64 << 10
}

extension FrameWriter {
    /// Writes a Request, or says that it doesn't fit a frame.
    mutating func request(
        _ envelope: RequestEnvelope, flags: FrameFlags, streamID: UInt32
    ) throws(RPCError) {
        let size = envelope.encodedByteCount
        guard size <= FrameHeader.lengthMax else {
            throw Self.tooLarge("request", size)
        }
        header(byteCount: size, streamID: streamID, type: .request, flags: flags)
        envelope.append(to: &bytes)
    }

    /// Writes a Response; one that doesn't fit a frame becomes a status that says so.
    mutating func response(_ envelope: ResponseEnvelope, streamID: UInt32) {
        let size = envelope.encodedByteCount
        guard size <= FrameHeader.lengthMax else {
            return response(.failure(Self.tooLarge("reply", size)), streamID: streamID)
        }
        header(byteCount: size, streamID: streamID, type: .response)
        envelope.append(to: &bytes)
    }

    /// Writes one message of a stream. The caller has checked that it fits a frame.
    mutating func message(_ message: [UInt8], streamID: UInt32) {
        header(byteCount: message.count, streamID: streamID, type: .data)
        bytes.append(contentsOf: message)
    }

    /// Writes the end of this side of a stream.
    mutating func endOfStream(streamID: UInt32) {
        header(byteCount: 0, streamID: streamID, type: .data, flags: .endOfStream)
    }

    static func tooLarge(_ what: String, _ byteCount: Int) -> RPCError {
        RPCError(
            .resourceExhausted,
            "the \(what) is \(byteCount) bytes long, and a frame holds \(FrameHeader.lengthMax)")
    }

    private mutating func header(
        byteCount: Int, streamID: UInt32, type: FrameType, flags: FrameFlags = []
    ) {
        FrameHeader(length: UInt32(byteCount), streamID: streamID, type: type, flags: flags)
            .append(to: &bytes)
    }
}
