import Foundation

/// What the receiver and this server share, so that the one can tell the other's messages: 24 to 64
/// bytes, in text `whsec_` and base64, by the Standard Webhooks scheme.
package struct WebhookSecret: Hashable, Sendable {
    package let bytes: [UInt8]

    /// Bytes that a secret may have.
    package static let lengths = 24...64
    private static let prefix = "whsec_"
    /// Bytes of one that is made here: as many as the hash has.
    private static let lengthMade = 32

    package init?(bytes: [UInt8]) {
        guard WebhookSecret.lengths.contains(bytes.count) else { return nil }
        self.bytes = bytes
    }

    /// Reads the text; nil for anything else, base64 without its padding included.
    package init?(_ text: String) {
        guard text.hasPrefix(WebhookSecret.prefix),
            let data = Data(base64Encoded: String(text.dropFirst(WebhookSecret.prefix.count)))
        else { return nil }
        self.init(bytes: [UInt8](data))
    }

    /// A new one, by the system's source of chance.
    package static func random() -> WebhookSecret {
        var generator = SystemRandomNumberGenerator()
        return WebhookSecret(
            unchecked: (0..<lengthMade).map { _ in UInt8.random(in: 0 ... .max, using: &generator) }
        )
    }

    private init(unchecked bytes: [UInt8]) {
        self.bytes = bytes
    }
}

extension WebhookSecret: CustomStringConvertible {
    /// Not to be logged.
    package var text: String { WebhookSecret.prefix + Data(bytes).base64EncodedString() }

    /// Shows nothing of it, in case it ends up in a log.
    package var description: String { "\(WebhookSecret.prefix)…" }
}
