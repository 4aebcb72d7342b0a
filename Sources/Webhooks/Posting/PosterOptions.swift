/// How webhooks are posted.
package struct PosterOptions: Sendable {
    /// Which addresses may be connected to.
    package var policy = AddressPolicy()
    /// How long a connection may take to come about, TLS included.
    package var connectLimit = Duration.seconds(5)
    /// How long one attempt may take in all, from the look-up of the name to the end of the answer:
    /// what Standard Webhooks suggests as the least that receivers may count on.
    package var timeLimit = Duration.seconds(15)
    /// A file of certificates in PEM that are trusted besides the system's; nil for none.
    package var certificateFile: String?
    /// What the server calls itself.
    package var userAgent = "Tidemark"

    package init() {}

    /// Bytes of an answer's body that are read, so that the connection of a receiver that says a
    /// word or two can be used again. Nobody looks at them; of more the connection is closed.
    static let bodyBytesMax = 4096
    /// Addresses of one name that are tried in one attempt.
    static let addressesMax = 4
    /// Clients kept for later posts to the same receiver.
    static let clientsMax = 64
    /// Seconds that an unused connection is kept.
    static let idleSeconds: Int64 = 30
}
