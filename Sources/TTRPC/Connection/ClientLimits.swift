/// Bounds on what one client connection may have under way.
package struct ClientLimits: Hashable, Sendable {
    /// Calls without an answer yet, streams included: far more than a server works on at once.
    package var callsMax = 65_536

    /// Output not yet taken by the kernel from which on senders on bidirectional streams wait.
    package var outputBytesHigh = 1 << 20

    /// Output below which they go on.
    package var outputBytesLow = 256 << 10

    /// Output from which on no call is begun: a full pipe of small calls, and room for a few of
    /// the largest.
    package var outputBytesMax = 64 << 20

    package init() {}
}
