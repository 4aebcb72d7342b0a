/// What is known of a call when it begins: the same for every kind.
package struct CallHead: Sendable {
    package var id: CallID
    package var route: Route
    /// The request's message, encoded. For a stream its own copy, for a unary call a slice of
    /// what was read.
    package var payload: ArraySlice<UInt8>
    package var metadata: Metadata
    /// When the client stops waiting, or nil.
    package var deadline: ContinuousClock.Instant?
}

/// Names one call of one connection, for good.
///
/// Clients may use a stream id again once its call has ended. The serial number keeps a late word
/// from the old call out of the new one.
package struct CallID: Hashable, Sendable {
    package let streamID: UInt32
    package let serial: UInt64
}
