import Testing
import Webhooks

@Suite struct `A webhook's signature` {
    /// From the specification's own examples.
    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    private static let signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="

    private func message(_ secrets: [WebhookSecret]) -> WebhookMessage {
        WebhookMessage(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330,
            body: #"{"test": 2432232314}"#, secrets: secrets)
    }

    @Test func `is that of the specification`() throws {
        let secret = try #require(WebhookSecret(Self.secret))
        #expect(message([secret]).signatures == Self.signature)
    }

    @Test func `comes once for each secret while one is changed, the newest first`() throws {
        let old = try #require(WebhookSecret(Self.secret))
        let new = WebhookSecret.random()
        let signatures = message([new, old]).signatures.split(separator: " ").map(String.init)
        #expect(signatures == [message([new]).signatures, Self.signature])
    }

    @Test func `stands in three headers`() throws {
        let secret = try #require(WebhookSecret(Self.secret))
        let headers = message([secret]).headers
        #expect(headers.map(\.name) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
        #expect(headers.map(\.value)[..<2] == ["msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330"])
    }
}

@Suite struct `A webhook's secret` {
    @Test(arguments: [23, 24, 32, 64, 65])
    func `has 24 to 64 bytes`(count: Int) {
        let secret = WebhookSecret(bytes: [UInt8](repeating: 7, count: count))
        #expect((secret != nil) == (24...64).contains(count))
    }

    @Test func `survives being written`() {
        let secret = WebhookSecret.random()
        #expect(WebhookSecret(secret.text) == secret)
        #expect(secret.bytes.count == 32)
    }

    @Test func `is never the same twice`() {
        #expect(Set((0..<100).map { _ in WebhookSecret.random() }).count == 100)
    }

    @Test func `doesn't show itself in a log`() {
        #expect("\(WebhookSecret.random())" == "whsec_…")
    }

    @Test(arguments: [
        "", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS!",
        "whsec_ MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_AAAA",
    ])
    func `is nothing else`(text: String) {
        #expect(WebhookSecret(text) == nil)
    }
}
