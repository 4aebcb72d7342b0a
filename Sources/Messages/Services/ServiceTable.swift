/// The services of the protos and their methods, for routing, completions and `call`.
package struct ServiceTable: Sendable {
    /// In the order of their names.
    package let services: [ServiceDescription]

    init(_ services: [ServiceDescription]) {
        self.services = services
    }

    /// The service of that full name.
    package func service(_ name: String) -> ServiceDescription? {
        services.first { $0.name == name }
    }

    /// The method of that name in the service of that full name.
    package func method(_ name: String, of service: String) -> MethodDescription? {
        self.service(service)?.methods.first { $0.name == name }
    }
}

/// One service.
package struct ServiceDescription: Sendable {
    /// The full proto name, `tidemark.v1.BalanceService`.
    package let name: String
    /// In the proto's order.
    package let methods: [MethodDescription]
}

/// One method and how it is called.
package struct MethodDescription: Sendable, Equatable {
    /// The full name of its service.
    package let service: String
    /// The bare name, `CreateBalance`.
    package let name: String
    package let kind: MethodKind
    /// The full name of the message that the client sends.
    package let input: String
    /// The full name of the message that the server sends.
    package let output: String
}

/// Which side of a call sends one message and which sends many.
package enum MethodKind: Sendable, Equatable, CaseIterable {
    case unary
    case serverStreaming
    case clientStreaming
    case bidirectional
}
