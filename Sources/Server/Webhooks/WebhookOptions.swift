package import Webhooks

/// How webhooks are delivered.
package struct WebhookOptions: Sendable {
    package var poster = PosterOptions()
    package var schedule = DeliverySchedule.standard
    /// Posts at once, in all: each holds a connection and the text of an event.
    package var concurrency = 64
    /// Posts at once to one endpoint, so that a slow one leaves room for the others.
    package var concurrencyOfEach = 8
    /// How long finished deliveries are kept.
    package var retention = Duration.seconds(30 * 86_400)
    /// Finished deliveries that are kept at most, the latest ones.
    package var keptMax = 1_000_000
    /// How long posts that run may go on once the server is asked to stop. What is broken off is
    /// sent again after the next start.
    package var drainPatience = Duration.seconds(5)
    /// Chance from 0 to 1, by which pauses differ.
    package var chance: @Sendable () -> Double = { .random(in: 0...1) }
    /// Finds the addresses of names.
    package var resolve: NameResolver = SystemResolver.resolve

    package init() {}
}
