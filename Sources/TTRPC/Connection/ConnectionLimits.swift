/// Bounds on what one connection may have under way.
package struct ConnectionLimits: Hashable, Sendable {
    /// Unary calls in flight. At this number the connection is not read on until one is answered,
    /// so pipelining deeper costs nothing but waiting. Larger than a group commit, so that one
    /// connection can fill a group.
    package var unaryCallsMax = 4096

    /// Streams open at once. They last, so waiting for one to end could take for ever: further
    /// ones are refused with RESOURCE_EXHAUSTED.
    package var streamsMax = 128

    /// Bytes of client messages that bidirectional handlers have not yet taken. Above it the
    /// connection is not read on until they have.
    package var unreadBytesMax = 1 << 20

    package init() {}
}
