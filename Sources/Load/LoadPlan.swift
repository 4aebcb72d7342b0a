package import Transport

/// What a load consists of.
package struct LoadPlan: Sendable {
    package var kind: Kind
    package var endpoint: Endpoint
    /// The balances that are read or moved between, `bln_…`; one at least, two for moving.
    package var balances: [String]
    package var currency: String
    package var connections: Int
    /// Calls without an answer at any time, on each connection.
    package var inFlight: Int
    /// Transactions of one call; 1 sends them as `CreateTransaction`.
    package var batchSize: Int
    /// Whether references come at random instead of in the order of time.
    package var hasRandomReferences = false
    /// Not measured, at the beginning.
    package var warmUp: Duration = .milliseconds(500)
    /// Measured.
    package var duration: Duration = .seconds(5)
    /// So many calls on each connection, instead of a time.
    package var callLimit: Int?

    package init(
        _ kind: Kind, to endpoint: Endpoint, balances: [String], currency: String,
        connections: Int = 1, inFlight: Int = 1, batchSize: Int = 1
    ) {
        self.kind = kind
        self.endpoint = endpoint
        self.balances = balances
        self.currency = currency
        self.connections = connections
        self.inFlight = inFlight
        self.batchSize = batchSize
    }

    package enum Kind: String, CaseIterable, Sendable {
        /// Reads one balance, any.
        case get
        /// Moves one minor unit from any balance to any other.
        case transfer
        /// Moves one minor unit from any balance to the first.
        case hot
    }

    /// Connections at once: each has a thread.
    package static let connectionsMax = 256
    /// Calls in flight on one connection: half of what a server allows.
    package static let inFlightMax = 512
    /// Transactions in one call; the server's own limit.
    package static let batchMax = 10_000
}
