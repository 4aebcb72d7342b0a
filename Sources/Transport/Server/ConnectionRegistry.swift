import NIOCore
import Synchronization

/// All open connections of a listener: counted, told to drain, and waited for.
final class ConnectionRegistry: Sendable {
    private struct State {
        var connections: [ObjectIdentifier: Connection] = [:]
        var isDraining = false
        var emptied: [CheckedContinuation<Void, Never>] = []
    }

    private struct Connection: Sendable {
        let channel: any Channel
        let drain: @Sendable () -> Void
    }

    private let state = Mutex(State())
    private let countMax: Int

    init(countMax: Int) {
        self.countMax = countMax
    }
}

extension ConnectionRegistry {
    var count: Int { state.withLock { $0.connections.count } }

    /// False where there are too many, or the listener is going away: close the channel.
    func add(_ channel: any Channel, drain: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            guard !state.isDraining, state.connections.count < countMax else { return false }
            state.connections[ObjectIdentifier(channel)] = Connection(
                channel: channel, drain: drain)
            return true
        }
    }

    func remove(_ channel: any Channel) {
        let emptied = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.connections[ObjectIdentifier(channel)] = nil
            guard state.connections.isEmpty else { return [] }
            defer { state.emptied = [] }
            return state.emptied
        }
        for continuation in emptied { continuation.resume() }
    }

    /// Takes no more connections, and tells those there are to finish.
    func drain() {
        let connections = state.withLock { state in
            state.isDraining = true
            return Array(state.connections.values)
        }
        for connection in connections { connection.drain() }
    }

    /// Closes what is left.
    func closeAll() {
        let connections = state.withLock { Array($0.connections.values) }
        for connection in connections { connection.channel.close(promise: nil) }
    }

    /// Returns when no connection is open.
    func waitUntilEmpty() async {
        await withCheckedContinuation { continuation in
            let isEmpty = state.withLock { state in
                if !state.connections.isEmpty { state.emptied.append(continuation) }
                return state.connections.isEmpty
            }
            if isEmpty { continuation.resume() }
        }
    }
}
