import Synchronization
public import TTRPC

/// One connection for all calls of a client, made anew by the next call after it was lost.
public final class SharedConnection: CallChannel {
    private typealias Opening = Task<Result<Connection, RPCError>, Never>

    /// idle -> opening -> open -> idle (lost) -> ...; from any to closed.
    private enum State {
        case idle
        case opening(Opening)
        case open(Connection)
        case closed
    }

    private let connector: @Sendable () async throws(RPCError) -> Connection
    private let state = Mutex(State.idle)

    init(_ connector: @escaping @Sendable () async throws(RPCError) -> Connection) {
        self.connector = connector
    }

    public func unary(_ call: OutgoingCall) async throws(RPCError) -> ArraySlice<UInt8> {
        try await connection().unary(call)
    }

    public func serverStream(_ call: OutgoingCall) async throws(RPCError) -> Connection.Stream {
        try await connection().serverStream(call)
    }

    public func bidirectional(_ call: OutgoingCall) async throws(RPCError) -> Connection.Stream {
        try await connection().bidirectional(call)
    }

    /// Connects now, where a call would later.
    func connect() async throws(RPCError) {
        _ = try await connection()
    }

    func close() async {
        let former = state.withLock { state in
            defer { state = .closed }
            return state
        }
        switch former {
        case .idle, .closed: break
        case .open(let connection): await connection.close()
        // Whoever opens it sees that it is too late.
        case .opening(let opening): _ = await opening.value
        }
    }
}

extension SharedConnection {
    private enum Action {
        case use(Connection)
        case wait(Opening)
        case refuse
    }

    private func connection() async throws(RPCError) -> Connection {
        let action = state.withLock { state -> Action in
            switch state {
            case .closed: return .refuse
            case .opening(let opening): return .wait(opening)
            case .open(let connection) where connection.isOpen: return .use(connection)
            case .idle, .open:
                let opening = Opening { await self.open() }
                state = .opening(opening)
                return .wait(opening)
            }
        }
        switch action {
        case .use(let connection): return connection
        case .wait(let opening): return try await opening.value.get()
        case .refuse: throw RPCError(.cancelled, "the client is closed")
        }
    }

    private func open() async -> Result<Connection, RPCError> {
        let result: Result<Connection, RPCError>
        do throws(RPCError) {
            result = .success(try await connector())
        } catch {
            result = .failure(error)
        }
        let isClosed = state.withLock { state in
            if case .closed = state { return true }
            state = (try? result.get()).map { .open($0) } ?? .idle
            return false
        }
        guard isClosed else { return result }
        if case .success(let connection) = result { await connection.close() }
        return .failure(RPCError(.cancelled, "the client is closed"))
    }
}
