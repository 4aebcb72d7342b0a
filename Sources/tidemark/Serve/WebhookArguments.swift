import ArgumentParser
import Foundation
import Server
import Webhooks

/// How `tidemark serve` delivers webhooks.
struct WebhookArguments: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Allow webhooks to a target that isn't public: a range of addresses (10.0.0.0/8), an"
                + " address or a host name, these with a port or without (127.0.0.1:8080,"
                + " hooks.internal). May be repeated.",
            valueName: "target"))
    var webhookAllow: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Trust the certificates in this PEM file for webhooks, besides the system's.",
            valueName: "file"))
    var webhookCa: String?

    @Option(name: .long, help: "Seconds that one attempt of a webhook may take in all.")
    var webhookTimeout = 15

    @Option(name: .long, help: "Webhooks that are posted at once, in all.")
    var webhookConcurrency = 64

    @Option(name: .long, help: "Webhooks that are posted at once to one endpoint.")
    var webhookConcurrencyPerEndpoint = 8

    @Option(name: .long, help: "Days that delivered and dead webhooks are kept in the list.")
    var webhookRetention = 30

    func apply(to options: inout WebhookOptions) throws {
        let allowances = try webhookAllow.map { text in
            guard let allowance = Allowance(text) else {
                throw ValidationError(
                    "--webhook-allow \(text) is no range, address or host name, such as"
                        + " 10.0.0.0/8 or 127.0.0.1:8080")
            }
            return allowance
        }
        guard (1...300).contains(webhookTimeout) else {
            throw ValidationError("--webhook-timeout is 1 to 300 seconds")
        }
        guard (1...1024).contains(webhookConcurrency),
            (1...webhookConcurrency).contains(webhookConcurrencyPerEndpoint)
        else {
            throw ValidationError(
                "--webhook-concurrency is 1 to 1024, and --webhook-concurrency-per-endpoint not"
                    + " more than that")
        }
        guard (1...3660).contains(webhookRetention) else {
            throw ValidationError("--webhook-retention is 1 to 3660 days")
        }
        if let webhookCa, !FileManager.default.isReadableFile(atPath: webhookCa) {
            throw ValidationError("--webhook-ca \(webhookCa) can't be read")
        }
        options.poster.policy = AddressPolicy(allowing: allowances)
        options.poster.certificateFile = webhookCa
        options.poster.timeLimit = .seconds(webhookTimeout)
        options.poster.connectLimit = .seconds(min(5, webhookTimeout))
        options.concurrency = webhookConcurrency
        options.concurrencyOfEach = webhookConcurrencyPerEndpoint
        options.retention = .seconds(webhookRetention * 86_400)
    }
}
