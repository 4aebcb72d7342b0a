package import TTRPC

/// Every bound of the server's side of the wire in one place. The defaults suit one machine.
package struct TransportLimits: Sendable {
    /// Connections open at once; further ones are closed as soon as they are accepted. Each costs
    /// a descriptor and a few kilobytes.
    package var connectionsMax = 4096

    /// Connections the kernel holds until they are accepted: enough for every client of a
    /// restarted server to come back in the same moment. The kernel's own `somaxconn` also bounds.
    package var backlog: Int32 = 1024

    /// Output of one connection not yet taken by its peer from which on it isn't read further:
    /// more than a socket's buffer, so that a peer that reads is never held up.
    package var outputBytesHigh = 1 << 20

    /// Output below which it is read on.
    package var outputBytesLow = 256 << 10

    /// Output at which a connection is closed. Calls in flight still answer after reading has
    /// stopped, each with up to a frame; this is room for many of them, not for all.
    package var outputBytesMax = 64 << 20

    /// Time in which a frame that was begun must be complete: 4 MiB over a slow line.
    package var frameTimeout = Duration.seconds(30)

    /// Time in which a peer must take something of what is ready for it, before it counts as gone.
    package var writeTimeout = Duration.seconds(120)

    /// Time the listener pauses when the process has no descriptor left for a connection.
    package var acceptBackoff = Duration.milliseconds(100)

    package var connection = ConnectionLimits()
    package var stream = StreamLimits()

    package init() {}
}
