import Crypto
import Foundation

/// One event as it is posted, with all that its headers say.
package struct WebhookMessage: Sendable {
    /// The event's id: the same in each attempt, so that a receiver can tell repeats.
    package let id: String
    /// Seconds since 1970 at the attempt. A receiver refuses what is too old or repeated later.
    package let timestamp: Int64
    package let body: String
    /// The secrets that sign, the newest first; more than one while they are changed.
    package let secrets: [WebhookSecret]

    package init(id: String, timestamp: Int64, body: String, secrets: [WebhookSecret]) {
        self.id = id
        self.timestamp = timestamp
        self.body = body
        self.secrets = secrets
    }

    /// The headers of the Standard Webhooks scheme.
    package var headers: [(name: String, value: String)] {
        [
            ("webhook-id", id),
            ("webhook-timestamp", "\(timestamp)"),
            ("webhook-signature", signatures),
        ]
    }

    /// One signature for each secret, joined by blanks.
    package var signatures: String {
        let content = Data("\(id).\(timestamp).\(body)".utf8)
        return secrets.map { secret in
            let key = SymmetricKey(data: secret.bytes)
            let code = HMAC<SHA256>.authenticationCode(for: content, using: key)
            return "v1,\(Data(code).base64EncodedString())"
        }.joined(separator: " ")
    }
}
