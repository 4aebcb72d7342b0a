import AsyncHTTPClient
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// HTTP clients that know one name and one address each, so that a connection for a name can only
/// lead to the address that was vetted, while its certificate is still verified against the name.
///
/// Those used last are kept, because with them go open connections.
final class PinnedClients: Sendable {
    struct Pin: Hashable, Sendable {
        let host: String
        let address: IPAddress
    }

    private struct Entry {
        let client: HTTPClient
        var userCount = 0
        var lastUse: UInt64 = 0
    }

    private struct State {
        var entries: [Pin: Entry] = [:]
        var useCount: UInt64 = 0
        var isShutDown = false
    }

    private let state = Mutex(State())
    private let options: PosterOptions
    private let trust: TLSConfiguration

    init(_ options: PosterOptions) {
        self.options = options
        var trust = TLSConfiguration.makeClientConfiguration()
        if let file = options.certificateFile { trust.additionalTrustRoots = [.file(file)] }
        self.trust = trust
    }

    /// Lends the client of a pin to `body`.
    func use<R: Sendable>(
        _ pin: Pin, _ body: (HTTPClient) async throws -> R
    ) async throws -> R {
        guard let client = take(pin) else { throw CancellationError() }
        do {
            let result = try await body(client)
            await giveBack(pin)
            return result
        } catch {
            await giveBack(pin)
            throw error
        }
    }

    /// Closes all connections. Nothing may be lent then.
    func shutDown() async {
        let clients = state.withLock { state in
            state.isShutDown = true
            defer { state.entries = [:] }
            return state.entries.values.map(\.client)
        }
        for client in clients { await close(client) }
    }

    private func take(_ pin: Pin) -> HTTPClient? {
        state.withLock { state in
            guard !state.isShutDown else { return nil }
            state.useCount += 1
            var entry = state.entries[pin] ?? Entry(client: makeClient(pin))
            entry.userCount += 1
            entry.lastUse = state.useCount
            state.entries[pin] = entry
            return entry.client
        }
    }

    private func giveBack(_ pin: Pin) async {
        let surplus: HTTPClient? = state.withLock { state in
            state.entries[pin]?.userCount -= 1
            guard state.entries.count > PosterOptions.clientsMax else { return nil }
            let idle = state.entries.filter { $0.value.userCount == 0 }
            guard let oldest = idle.min(by: { $0.value.lastUse < $1.value.lastUse }) else {
                return nil
            }
            state.entries[oldest.key] = nil
            return oldest.value.client
        }
        if let surplus { await close(surplus) }
    }

    /// It fails only where it was closed before.
    private func close(_ client: HTTPClient) async {
        try? await client.shutdown()
    }
}

// MARK: - Making

extension PinnedClients {
    private func makeClient(_ pin: Pin) -> HTTPClient {
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: trust, redirectConfiguration: .disallow,
            timeout: HTTPClient.Configuration.Timeout(connect: TimeAmount(options.connectLimit)),
            decompression: .disabled)
        configuration.dnsOverride = [pin.host: pin.address.description]
        // One connection to a receiver is no reason to take its word for more than one answer.
        configuration.httpVersion = .http1Only
        configuration.connectionPool.idleTimeout = .seconds(PosterOptions.idleSeconds)
        configuration.connectionPool.retryConnectionEstablishment = false
        // The last word, before the first byte of a request is sent.
        configuration.http1_1ConnectionDebugInitializer = { channel in
            guard let address = channel.remoteAddress, IPAddress(address) == pin.address else {
                return channel.eventLoop.makeFailedFuture(UnvettedAddress())
            }
            return channel.eventLoop.makeSucceededVoidFuture()
        }
        return HTTPClient(
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, configuration: configuration)
    }
}

/// A connection led to another address than the one that was vetted.
struct UnvettedAddress: Error {}

extension IPAddress {
    init?(_ address: SocketAddress) {
        guard let text = address.ipAddress else { return nil }
        self.init(text)
    }
}
