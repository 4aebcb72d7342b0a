/// Bounds on what one stream may owe its reader.
package struct StreamLimits: Hashable, Sendable {
    /// From here on the stream is not writable: several socket buffers' worth, so that a fast
    /// reader never waits for the producer.
    package var pendingBytesHigh = 256 << 10

    /// Below this it is writable again: some way under the other bound, so that a producer is
    /// woken for a batch and not for every message.
    package var pendingBytesLow = 64 << 10

    /// A stream that owes more is ended: two of the largest frames, since a producer that minds
    /// `isWritable` never exceeds the high bound by more than one.
    package var pendingBytesMax = 2 * (FrameHeader.lengthMax + FrameHeader.byteCount)

    package init() {}
}
