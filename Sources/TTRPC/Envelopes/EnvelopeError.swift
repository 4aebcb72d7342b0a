/// Why an envelope can't be read. The peer is told the reason; the connection lives on.
package enum EnvelopeError: Error, Equatable, Sendable {
    /// Not the protobuf encoding of this message.
    case malformed(String)
    /// Well-formed, but past one of the limits on envelopes.
    case overLimit(String)

    package var reason: String {
        switch self {
        case .malformed(let reason), .overLimit(let reason): reason
        }
    }
}
