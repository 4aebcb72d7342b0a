package import Store
package import Transport

/// How a server is run.
package struct ServerOptions: Sendable {
    /// The folder that holds the state; made where it is missing.
    package var dataFolder: String
    /// Where to listen.
    package var endpoints: [Endpoint]
    package var store = StoreOptions()
    package var listener = ListenerOptions()
    package var webhooks = WebhookOptions()
    /// How long a stream of events may be held up by its reader before it is ended.
    package var slowReaderGrace = Duration.seconds(5)
    /// How long calls may go on once the server is asked to stop.
    package var drainPatience = Duration.seconds(10)

    package init(dataFolder: String, endpoints: [Endpoint]) {
        self.dataFolder = dataFolder
        self.endpoints = endpoints
    }
}
