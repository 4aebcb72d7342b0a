/// Every method the server has: (service, method) → kind and handler, over bytes.
///
/// It knows no transport and no message type, so that another front can serve the same handlers.
/// Handlers are plain callbacks, run on the connection's event loop: they start the work, return
/// at once, and answer through the call they were given, from whatever thread it ends on.
package struct MethodTable: Sendable {
    private var buckets: [UInt64: [Route]] = [:]
    private var services: Set<String> = []

    package init() {}
}

/// One method: its two names, and who serves it.
package final class Route: Sendable {
    /// Full proto name, "pkg.v1.BalanceService".
    package let service: String
    /// Bare name, "GetBalance".
    package let method: String
    package let handler: Handler

    init(service: String, method: String, handler: Handler) {
        self.service = service
        self.method = method
        self.handler = handler
    }
}

package enum Handler: Sendable {
    case unary(@Sendable (UnaryCall) -> Void)
    case serverStream(@Sendable (StreamCall) -> Void)
    case bidirectional(@Sendable (StreamCall) -> Void)

    package var kind: CallKind {
        switch self {
        case .unary: .unary
        case .serverStream: .serverStream
        case .bidirectional: .bidirectional
        }
    }
}

/// How many messages go which way.
package enum CallKind: Hashable, Sendable {
    /// One each way.
    case unary
    /// One from the client, any number from the server.
    case serverStream
    /// Any number each way.
    case bidirectional
}

extension MethodTable {
    /// Adds a method. Each (service, method) is added once.
    package mutating func add(service: String, method: String, _ handler: Handler) {
        let route = Route(service: service, method: method, handler: handler)
        let key = Self.key(service.utf8, method.utf8)
        precondition(
            !buckets[key, default: []].contains { $0.service == service && $0.method == method },
            "a method has one handler")
        buckets[key, default: []].append(route)
        services.insert(service)
    }

    /// Looks a method up by the bytes of its names, without making strings of them.
    package func route(service: ArraySlice<UInt8>, method: ArraySlice<UInt8>) -> Route? {
        buckets[Self.key(service, method)]?.first {
            $0.service.utf8.elementsEqual(service) && $0.method.utf8.elementsEqual(method)
        }
    }

    /// All methods, by service and method.
    package var routes: [Route] {
        buckets.values.joined().sorted { ($0.service, $0.method) < ($1.service, $1.method) }
    }

    /// What a caller of an unknown method is told.
    func unknownMethod(service: ArraySlice<UInt8>, method: ArraySlice<UInt8>) -> RPCError {
        let service = Self.printable(service)
        guard services.contains(service) else {
            return RPCError(.unimplemented, "unknown service \"\(service)\"")
        }
        return RPCError(
            .unimplemented, "service \(service) has no method \"\(Self.printable(method))\"")
    }
}

extension MethodTable {
    /// Longest name repeated to the peer that sent it.
    private static let nameByteCountMax = 200

    private static func printable(_ name: ArraySlice<UInt8>) -> String {
        String(decoding: name.prefix(nameByteCountMax), as: UTF8.self)
    }

    /// FNV-1a over both names. The keys are our own, so nobody can choose them to collide; and
    /// where two do, the bucket tells them apart.
    private static func key(
        _ service: some Sequence<UInt8>, _ method: some Sequence<UInt8>
    ) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in service { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash = (hash ^ 0x2f) &* 0x100_0000_01b3
        for byte in method { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return hash
    }
}
