import Messages
import Synchronization
import TTRPC

/// Whether the server serves, for those who ask and those who watch.
final class HealthService: Sendable {
    typealias Status = GRPCHealthV1.HealthCheckResponse.ServingStatus

    /// Streams that watch at once: supervisors, of which there are few.
    private static let watchersMax = 256

    private struct State {
        var status = Status.serving
        var watchers: [ObjectIdentifier: StreamCall] = [:]
    }

    private let state = Mutex(State())

    /// Changes what is answered from now on, and tells the watchers.
    func set(_ status: Status) {
        let watchers = state.withLock { state -> [StreamCall] in
            guard state.status != status else { return [] }
            state.status = status
            return Array(state.watchers.values)
        }
        for watcher in watchers { watcher.send(HealthService.message(status)) }
    }

    func add(to methods: inout Methods) {
        methods.add("grpc.health.v1.Health") { methods in
            methods.call("Check") { [self] (request: GRPCHealthV1.HealthCheckRequest, _) in
                guard HealthService.isKnown(request.service) else {
                    throw RPCError(
                        reason: .serviceNotFound,
                        "there is no service \(request.service)", field: "service")
                }
                return GRPCHealthV1.HealthCheckResponse(status: state.withLock(\.status))
            }
            methods.call("List") { [self] (_: GRPCHealthV1.HealthListRequest, _) in
                let status = state.withLock(\.status)
                return GRPCHealthV1.HealthListResponse(
                    statuses: ([""] + ServiceTable.all.services.map(\.name)).map {
                        .init(key: $0, value: GRPCHealthV1.HealthCheckResponse(status: status))
                    })
            }
            methods.stream("Watch") { [self] (request: GRPCHealthV1.HealthCheckRequest, call) in
                try watch(request.service, call)
            }
        }
    }

    private func watch(_ service: String, _ call: StreamCall) throws {
        guard HealthService.isKnown(service) else {
            // As the health protocol has it: unknown is a status here, and the stream goes on.
            call.send(HealthService.message(.serviceUnknown))
            return try keep(call)
        }
        call.send(HealthService.message(state.withLock(\.status)))
        try keep(call)
    }

    private func keep(_ call: StreamCall) throws {
        let id = ObjectIdentifier(call)
        let isKept = state.withLock { state in
            guard state.watchers.count < HealthService.watchersMax else { return false }
            state.watchers[id] = call
            return true
        }
        guard isKept else {
            throw RPCError(
                reason: .tooManyWatchers,
                "\(HealthService.watchersMax) streams watch already")
        }
        call.onCancel { [weak self] reason in
            let call = self?.state.withLock { $0.watchers.removeValue(forKey: id) }
            guard reason == .draining else { return }
            call?.fail(RPCError(reason: .shuttingDown, "the server is stopping"))
        }
    }

    private static func isKnown(_ service: String) -> Bool {
        service.isEmpty || ServiceTable.all.service(service) != nil
    }

    private static func message(_ status: Status) -> [UInt8] {
        GRPCHealthV1.HealthCheckResponse(status: status).serialized()
    }
}
