public import Messages
public import TTRPC

/// Where a stream of events begins.
public enum EventStart: Hashable, Sendable {
    /// With what is committed from now on.
    case now
    /// With the oldest event that the server retains.
    case oldest
    /// With the events of this commit; 1 or more. Whoever has dealt with all up to sequence 41 goes
    /// on with 42.
    case sequence(Int64)
}

/// What becomes of a stream, for those who want to tell.
public enum EventStreamChange: Sendable {
    /// The server sends events, from this sequence on.
    case began(sequence: Int64)
    /// It was lost, or ended by the server; it is tried again.
    case interrupted(RPCError)
    /// The server sends again, from this sequence on.
    case resumed(sequence: Int64)
    /// All up to this sequence was given, or doesn't pass the filter, and what comes next is asked
    /// for: it can be acknowledged. Told at heartbeats too; `sentAt` is the server's clock.
    case progressed(sequence: Int64, sentAt: GoogleProtobuf.Timestamp?)
}
