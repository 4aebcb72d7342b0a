import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

@Suite struct `Webhook endpoints over the wire` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    private static let url = "https://hooks.example.com/x"
    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    @Test func `are created with all they were given, and read without the secret`() async throws {
        let reply = try await client.events.createWebhookEndpoint(
            .init(
                url: Self.url, filter: .init(indicatorPrefix: "@a", types: [.balanceMonitor]),
                description: "d", metaData: #"{"a":1}"#, secret: Self.secret))
        let endpoint = try given(reply.endpoint)
        #expect(reply.secret == Self.secret)
        #expect(reply.sequence == 1 && !reply.replayed)
        #expect(endpoint.webhookID.hasPrefix("whk_"))
        #expect(endpoint.url == Self.url)
        #expect(endpoint.filter?.types == [.balanceMonitor])
        #expect(endpoint.enabled && endpoint.version == 1 && endpoint.origin == .registered)
        #expect(endpoint.previousSecretExpiresAt == nil)
        let read = try await client.events.getWebhookEndpoint(.init(webhookID: endpoint.webhookID))
        #expect(read.endpoint == endpoint)
    }

    @Test func `are created once by a chosen id`() async throws {
        var request = V1.CreateWebhookEndpointRequest(
            webhookID: "whk_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d10", url: Self.url)
        let first = try await client.events.createWebhookEndpoint(request)
        let second = try await client.events.createWebhookEndpoint(request)
        #expect(first.secret.hasPrefix("whsec_"))
        #expect(second.replayed && second.secret.isEmpty && second.endpoint == first.endpoint)
        request.description = "other"
        let refused = try await refusal { try await client.events.createWebhookEndpoint(request) }
        #expect(refused.reason == "DUPLICATE_ID" && refused.code == .alreadyExists)
    }

    @Test func `change what is named and keep the rest`() async throws {
        let made = try given(
            await client.events.createWebhookEndpoint(
                .init(url: Self.url, filter: .init(types: [.ledgerCreated]), description: "d")
            ).endpoint)
        let off = try given(
            await client.events.updateWebhookEndpoint(
                .init(
                    webhookID: made.webhookID, updateMask: .init(paths: ["enabled", "filter"]),
                    expectedVersion: 1)
            ).endpoint)
        #expect(!off.enabled && off.filter == nil)
        #expect(off.description == "d" && off.url == Self.url && off.version == 2)
        let on = try given(
            await client.events.updateWebhookEndpoint(
                .init(webhookID: made.webhookID, description: "e", enabled: true)
            ).endpoint)
        #expect(on.enabled && on.description == "e" && on.version == 3)
        let gone = try await client.events.deleteWebhookEndpoint(
            .init(webhookID: made.webhookID))
        #expect(gone.endpoint?.version == 3)
        let refused = try await refusal {
            try await client.events.deleteWebhookEndpoint(.init(webhookID: made.webhookID))
        }
        #expect(refused.reason == "WEBHOOK_NOT_FOUND")
    }

    @Test func `get a new secret while the old one still signs`() async throws {
        let made = try await client.events.createWebhookEndpoint(.init(url: Self.url))
        let id = try given(made.endpoint).webhookID
        let rotated = try await client.events.rotateWebhookSecret(.init(webhookID: id))
        #expect(rotated.secret != made.secret && rotated.secret.hasPrefix("whsec_"))
        let endpoint = try given(rotated.endpoint)
        let end = try given(endpoint.previousSecretExpiresAt)
        #expect(end.seconds - (try given(endpoint.secretCreatedAt)).seconds == 86_400)
        let none = try await client.events.rotateWebhookSecret(
            .init(webhookID: id, secret: Self.secret, overlap: .init()))
        #expect(none.secret == Self.secret && none.endpoint?.previousSecretExpiresAt == nil)
    }

    @Test func `are listed page by page, by origin`() async throws {
        for _ in 0..<3 {
            _ = try await client.events.createWebhookEndpoint(.init(url: Self.url))
        }
        let balance = try await client.balance("@a")
        for url in ["https://m.example/1", "https://m.example/1", "https://m.example/2"] {
            _ = try await client.monitors.createMonitor(
                .init(
                    balanceID: balance.balanceID,
                    condition: .init(field: .balance, operator: .equal, preciseValue: "1"),
                    callBackURL: url))
        }
        var request = V1.ListWebhookEndpointsRequest(pageSize: 2, order: .oldestFirst)
        var found: [V1.WebhookEndpoint] = []
        repeat {
            let page = try await client.events.listWebhookEndpoints(request)
            found += page.endpoints
            request.pageToken = page.nextPageToken
        } while !request.pageToken.isEmpty
        #expect(found.count == 5)
        let standing = try await client.events.listWebhookEndpoints(.init(origin: .monitor))
        #expect(
            Set(standing.endpoints.map(\.url)) == ["https://m.example/1", "https://m.example/2"])
        let used = try given(standing.endpoints.first)
        let refused = try await refusal {
            try await client.events.deleteWebhookEndpoint(.init(webhookID: used.webhookID))
        }
        #expect(refused.reason == "WEBHOOK_IN_USE" && refused.code == .failedPrecondition)
    }

    static let unknown = "whk_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d10"

    @Test(arguments: [
        Refusing("no URL", .invalidArgument, "FIELD_REQUIRED", field: "url") {
            try await $0.events.createWebhookEndpoint(.init())
        },
        Refusing("not a URL", .invalidArgument, "FIELD_INVALID", field: "url") {
            try await $0.events.createWebhookEndpoint(.init(url: "ftp://example.com"))
        },
        Refusing("a long URL", .invalidArgument, "FIELD_INVALID", field: "url") {
            try await $0.events.createWebhookEndpoint(
                .init(url: "https://a.example/\(String(repeating: "x", count: 2048))"))
        },
        Refusing("loopback", .permissionDenied, "URL_NOT_ALLOWED", field: "url") {
            try await $0.events.createWebhookEndpoint(.init(url: "http://127.0.0.1/"))
        },
        Refusing("disguised", .permissionDenied, "URL_NOT_ALLOWED", field: "url") {
            try await $0.events.createWebhookEndpoint(.init(url: "http://2130706433/"))
        },
        Refusing("metadata", .permissionDenied, "URL_NOT_ALLOWED", field: "url") {
            try await $0.events.createWebhookEndpoint(.init(url: "http://[fd00:ec2::254]/"))
        },
        Refusing("a bad secret", .invalidArgument, "FIELD_INVALID", field: "secret") {
            try await $0.events.createWebhookEndpoint(.init(url: url, secret: "whsec_AAAA"))
        },
        Refusing("bad metadata", .invalidArgument, "FIELD_INVALID", field: "meta_data") {
            try await $0.events.createWebhookEndpoint(.init(url: url, metaData: "[]"))
        },
        Refusing("a long text", .invalidArgument, "FIELD_INVALID", field: "description") {
            try await $0.events.createWebhookEndpoint(
                .init(url: url, description: String(repeating: "x", count: 1025)))
        },
        Refusing("get", .notFound, "WEBHOOK_NOT_FOUND") {
            try await $0.events.getWebhookEndpoint(.init(webhookID: unknown))
        },
        Refusing("update", .notFound, "WEBHOOK_NOT_FOUND") {
            try await $0.events.updateWebhookEndpoint(
                .init(webhookID: unknown, description: "x"))
        },
        Refusing("update mask", .invalidArgument, "FIELD_INVALID", field: "update_mask") {
            try await $0.events.updateWebhookEndpoint(
                .init(webhookID: unknown, updateMask: .init(paths: ["secret"])))
        },
        Refusing("delete", .notFound, "WEBHOOK_NOT_FOUND") {
            try await $0.events.deleteWebhookEndpoint(.init(webhookID: unknown))
        },
        Refusing("rotate", .notFound, "WEBHOOK_NOT_FOUND") {
            try await $0.events.rotateWebhookSecret(.init(webhookID: unknown))
        },
        Refusing("a long overlap", .invalidArgument, "FIELD_INVALID", field: "overlap") {
            try await $0.events.rotateWebhookSecret(
                .init(webhookID: unknown, overlap: .init(seconds: 2_592_001)))
        },
        Refusing("test", .notFound, "WEBHOOK_NOT_FOUND") {
            try await $0.events.sendTestEvent(.init(webhookID: unknown))
        },
        Refusing("retry", .notFound, "DELIVERY_NOT_FOUND") {
            try await $0.events.retryDelivery(
                .init(deliveryID: "dlv_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d10"))
        },
        Refusing("no id", .invalidArgument, "FIELD_REQUIRED", field: "delivery_id") {
            try await $0.events.retryDelivery(.init())
        },
        Refusing("a page token", .invalidArgument, "INVALID_PAGE_TOKEN", field: "page_token") {
            try await $0.events.listDeliveries(.init(pageToken: "00"))
        },
        Refusing(
            "a token of endpoints", .invalidArgument, "INVALID_PAGE_TOKEN", field: "page_token"
        ) {
            try await $0.events.listWebhookEndpoints(.init(pageToken: "00"))
        },
    ])
    func `refuse`(_ row: Refusing) async throws {
        try await row.check(client)
    }

    @Test(arguments: [
        ("http://10.0.0.1/", "URL_NOT_ALLOWED"), ("http://localhost/", "URL_NOT_ALLOWED"),
        ("http://0x7f.1/", "URL_NOT_ALLOWED"), ("http://user@example.com/", "FIELD_INVALID"),
    ])
    func `of monitors are vetted like all others`(url: String, reason: String) async throws {
        let balance = try await client.balance("@a")
        let refused = try await refusal {
            try await client.monitors.createMonitor(
                .init(
                    balanceID: balance.balanceID,
                    condition: .init(field: .balance, operator: .equal, preciseValue: "1"),
                    callBackURL: url))
        }
        #expect(refused.reason == reason && refused.field == "call_back_url")
        let monitor = try await client.monitor(balance, .equal, "1")
        let moved = try await refusal {
            try await client.monitors.updateMonitor(
                .init(monitorID: monitor.monitorID, callBackURL: url))
        }
        #expect(moved.reason == reason)
    }

    @Test func `have their deliveries listed by what is asked`() async throws {
        let made = try await client.events.createWebhookEndpoint(
            .init(url: "https://nowhere.invalid/", filter: .init(types: [.transactionApplied])))
        let id = try given(made.endpoint).webhookID
        for _ in 0..<5 { try await client.pay("1", to: "@a") }
        var request = V1.ListDeliveriesRequest(pageSize: 2, webhookID: id, order: .oldestFirst)
        var found: [V1.Delivery] = []
        repeat {
            let page = try await client.events.listDeliveries(request)
            found += page.deliveries
            request.pageToken = page.nextPageToken
        } while !request.pageToken.isEmpty
        #expect(found.count == 5)
        #expect(found.map(\.sequence) == found.map(\.sequence).sorted())
        let one = try await client.events.listDeliveries(.init(eventID: found[2].eventID))
        #expect(one.deliveries.map(\.deliveryID) == [found[2].deliveryID])
        let pending = try await client.events.listDeliveries(.init(status: .pending))
        #expect(pending.deliveries.count == 5)
        #expect(pending.deliveries.map(\.sequence) == found.map(\.sequence).reversed())
        _ = try await client.events.updateWebhookEndpoint(
            .init(webhookID: id, updateMask: .init(paths: ["enabled"])))
        let dead = try await client.events.listDeliveries(.init(webhookID: id, status: .dead))
        #expect(dead.deliveries.count == 5)
        let none = try await client.events.listDeliveries(.init(status: .delivered))
        #expect(none.deliveries.isEmpty)
    }
}
