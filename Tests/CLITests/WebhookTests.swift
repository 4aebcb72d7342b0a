import Foundation
import Ledger
import TestSupport
import Testing

/// What webhook commands send and show, whatever a server makes of it.
@Suite struct `The webhook commands` {
    private let endpoint = """
        {"webhook_id": "whk_1", "url": "https://example.org/hook", "enabled": true,\
         "filter": {"types": ["balance.monitor"], "indicator_prefix": "@vip/"},\
         "origin": "REGISTERED", "version": "1", "pending_count": "2"}
        """

    @Test func `show a secret once, and say so`() async throws {
        let reply = #"{"endpoint": \#(endpoint), "secret": "whsec_abc", "sequence": "4"}"#
        try await RecordingServer.run(
            replies: ["EventService/CreateWebhookEndpoint": reply]
        ) { server in
            let made = try await server.tool.run(
                "webhook", "create", "https://example.org/hook", "--type", "balance.monitor",
                "--indicator-prefix", "@vip/")
            #expect(
                made.output == """
                    webhook     whk_1
                    url         https://example.org/hook
                    secret      whsec_abc
                    types       balance.monitor
                    indicators  @vip/*
                    enabled     yes
                    origin      REGISTERED
                    waiting     2
                    dead        0
                    version     1

                    """)
            #expect(made.errors == "keep the secret: it is not shown again\n")
            let json = try await server.tool.run(
                "webhook", "create", "https://example.org/hook", "--json")
            #expect(json.output.contains(#""secret":"whsec_abc""#))
            #expect(json.errors.isEmpty)
        }
    }

    @Test func `take a secret from a file, never from the command line`() async throws {
        try await RecordingServer.run { server in
            let folder = TemporaryFolder()
            let file = folder.path + "secret"
            try "  whsec_abc\n".write(toFile: file, atomically: true, encoding: .utf8)
            _ = try await server.tool.output("webhook", "secret", "whk_1", "--secret-file", file)
            #expect(
                server.last("EventService/RotateWebhookSecret")?["secret"]?.string == "whsec_abc")
            let missing = try await server.tool.run(
                "webhook", "secret", "whk_1", "--secret-file", folder.path + "none")
            #expect(missing.status == 2)
            #expect(missing.errors.contains("can't be read"))
            let empty = try await server.tool.run(
                "webhook", "secret", "whk_1", "--secret-file", "-", input: "\n")
            #expect(empty.status == 2)
            #expect(empty.errors.contains("there is no secret"))
            let typed = try await server.tool.run(
                "webhook", "create", "https://example.org", "--secret", "whsec_abc")
            #expect(typed.status == 2)
        }
    }

    @Test func `name in a mask what is emptied or switched off`() async throws {
        try await RecordingServer.run { server in
            _ = try await server.tool.output(
                "webhook", "update", "whk_1", "--disable", "--url", "https://example.org")
            let off = server.last("EventService/UpdateWebhookEndpoint")
            #expect(off?["enabled"] == nil)
            #expect(off?["update_mask"]?.string == "enabled,url")
            _ = try await server.tool.output("webhook", "update", "whk_1", "--enable")
            let on = server.last("EventService/UpdateWebhookEndpoint")
            #expect(on?["enabled"] == .bool(true))
            #expect(on?["update_mask"] == nil)
            _ = try await server.tool.output("webhook", "update", "whk_1", "--clear", "filter")
            let all = server.last("EventService/UpdateWebhookEndpoint")
            #expect(all?["update_mask"]?.string == "filter")
            let nothing = try await server.tool.run("webhook", "update", "whk_1")
            #expect(nothing.status == 2)
        }
    }

    @Test func `list deliveries with what came back`() async throws {
        let deliveries = """
            {"deliveries": [
              {"delivery_id": "dlv_2", "status": "DEAD", "type": "balance.monitor",
               "sequence": "9", "attempt_count": 2, "url": "https://example.org/hook",
               "attempts": [
                 {"started_at": "2026-03-01T12:00:05Z", "duration": "0.250s", "http_status": 503,
                  "error": "answered 503"},
                 {"started_at": "2026-03-01T12:00:00Z", "error": "connection refused"}]},
              {"delivery_id": "dlv_1", "status": "PENDING", "type": "balance.monitor",
               "test": true, "url": "https://example.org/hook",
               "next_attempt_at": "2026-03-01T12:00:09Z"}]}
            """
        try await RecordingServer.run(
            replies: ["EventService/ListDeliveries": deliveries]
        ) { server in
            let text = try await server.tool.output("webhook", "deliveries", "--status", "dead")
            #expect(
                text == """
                    DELIVERY  STATUS   EVENT            SEQUENCE  TRIED  LAST          NEXT                      URL
                    dlv_2     DEAD     balance.monitor         9      2  answered 503                            https://example.org/hook
                    dlv_1     PENDING  balance.monitor      test      0                2026-03-01 12:00:09.000Z  https://example.org/hook

                    """)
            let tries = try await server.tool.output("webhook", "deliveries", "--attempts")
            #expect(
                tries.contains(
                    "answered 503 at 2026-03-01 12:00:05.000Z; connection refused at 2026-03-01 12:00:00"
                ))
        }
    }

    @Test func `show a delivery that is sent again, and its attempts`() async throws {
        let reply = """
            {"delivery": {"delivery_id": "dlv_2", "webhook_id": "whk_1", "status": "PENDING",
              "type": "balance.monitor", "sequence": "9", "attempt_count": 1, "attempts": [
                {"started_at": "2026-03-01T12:00:05Z", "duration": "0.250876s", "http_status": 200}]}}
            """
        try await RecordingServer.run(replies: ["EventService/RetryDelivery": reply]) { server in
            let text = try await server.tool.output("webhook", "retry", "dlv_2")
            #expect(
                text == """
                    delivery  dlv_2
                    webhook   whk_1
                    type      balance.monitor
                    sequence  9
                    status    PENDING
                    attempts  1

                    ATTEMPT                     TOOK  ANSWER
                    2026-03-01 12:00:05.000Z  0.250s  200

                    """)
        }
    }
}
