/// One ttrpc message: a header and its data, the unit both directions of a connection are made of.
///
/// The data is a slice of what was read from the peer, not a copy. Whoever keeps it for long
/// copies it, or else the whole chunk it was read with stays alive.
package struct Frame: Equatable, Sendable {
    package var streamID: UInt32
    package var type: FrameType
    package var flags: FrameFlags
    package var data: ArraySlice<UInt8>

    package init(
        streamID: UInt32, type: FrameType, flags: FrameFlags = [], data: ArraySlice<UInt8> = []
    ) {
        self.streamID = streamID
        self.type = type
        self.flags = flags
        self.data = data
    }
}

extension Frame {
    /// Appends the frame as it stands on the wire.
    package func append(to bytes: inout [UInt8]) {
        precondition(data.count <= FrameHeader.lengthMax, "a frame's data is at most 4 MiB")
        FrameHeader(
            length: UInt32(data.count), streamID: streamID, type: type, flags: flags
        ).append(to: &bytes)
        bytes.append(contentsOf: data)
    }

    /// The frame as it stands on the wire.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(FrameHeader.byteCount + data.count)
        append(to: &bytes)
        return bytes
    }
}
