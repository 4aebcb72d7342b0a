/// The ten bytes in front of every ttrpc message, all big-endian.
///
///     0        4          8      9       10
///     +--------+----------+------+-------+----------------
///     | length | streamID | type | flags | length bytes …
///     +--------+----------+------+-------+----------------
///
/// There is no preface and no handshake: the first byte of a connection is the first byte of a
/// header, and because no length reaches 16 MiB that byte is always zero.
package struct FrameHeader: Equatable, Sendable {
    /// Bytes of data that follow the header.
    package var length: UInt32
    /// Odd for what a client opens. Every stream a server sees is opened by its client.
    package var streamID: UInt32
    package var type: FrameType
    package var flags: FrameFlags

    package init(length: UInt32, streamID: UInt32, type: FrameType, flags: FrameFlags = []) {
        self.length = length
        self.streamID = streamID
        self.type = type
        self.flags = flags
    }
}

extension FrameHeader {
    /// Size of the header itself.
    package static let byteCount = 10

    /// The protocol's own bound on a frame's data; a frame of exactly this length is allowed.
    package static let lengthMax = 4 << 20

    /// From here on the first byte is not zero. No ttrpc peer sends that, so it is an HTTP client,
    /// a TLS hello or noise, and nothing that follows could be trusted to be a header.
    package static let foreignLengthMin = 16 << 20

    /// Reads the header at `offset`. The caller knows that ten bytes are there.
    init(_ bytes: ArraySlice<UInt8>, at offset: Int) {
        length = Self.bigEndian(bytes, at: offset)
        streamID = Self.bigEndian(bytes, at: offset + 4)
        type = FrameType(rawValue: bytes[offset + 8])
        flags = FrameFlags(rawValue: bytes[offset + 9])
    }

    package func append(to bytes: inout [UInt8]) {
        bytes.append(UInt8(truncatingIfNeeded: length >> 24))
        bytes.append(UInt8(truncatingIfNeeded: length >> 16))
        bytes.append(UInt8(truncatingIfNeeded: length >> 8))
        bytes.append(UInt8(truncatingIfNeeded: length))
        bytes.append(UInt8(truncatingIfNeeded: streamID >> 24))
        bytes.append(UInt8(truncatingIfNeeded: streamID >> 16))
        bytes.append(UInt8(truncatingIfNeeded: streamID >> 8))
        bytes.append(UInt8(truncatingIfNeeded: streamID))
        bytes.append(type.rawValue)
        bytes.append(flags.rawValue)
    }

    private static func bigEndian(_ bytes: ArraySlice<UInt8>, at offset: Int) -> UInt32 {
        UInt32(bytes[offset]) << 24 | UInt32(bytes[offset + 1]) << 16
            | UInt32(bytes[offset + 2]) << 8 | UInt32(bytes[offset + 3])
    }
}

/// What a frame carries. Kept as the raw byte, since unknown types are read over, not refused.
package struct FrameType: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Opens a call; the data is a `RequestEnvelope`.
    package static let request = FrameType(rawValue: 1)
    /// Answers a unary call, or ends a stream with a refusal; the data is a `ResponseEnvelope`.
    package static let response = FrameType(rawValue: 2)
    /// One bare application message of a stream.
    package static let data = FrameType(rawValue: 3)
}

/// The flag bits of a frame. Bits without a name are kept and mean nothing.
package struct FrameFlags: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The sender sends no more on this stream.
    package static let remoteClosed = FrameFlags(rawValue: 0x01)
    /// Data follows this Request.
    package static let remoteOpen = FrameFlags(rawValue: 0x02)
    /// There is no message in this frame, as against an empty one.
    package static let noData = FrameFlags(rawValue: 0x04)

    /// How either side ends its half of a stream: closed, and no message.
    package static let endOfStream: FrameFlags = [.remoteClosed, .noData]
}
