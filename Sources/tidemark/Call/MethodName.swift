import Messages

/// Finds a method by what someone typed.
enum MethodName {
    /// Every method by its short name, `BalanceService/GetBalance`.
    static var all: [String] {
        methods.map(short)
    }

    /// The method of a name; the service may be short, or missing where only one has the method.
    /// The case doesn't matter, and for the slash a point will do.
    static func find(_ text: String) throws(Failure) -> MethodDescription {
        let wanted = text.lowercased()
        let found = methods.first { method in
            names(of: method).contains { $0.lowercased() == wanted }
        }
        if let found { return found }
        let near = nearNames(to: text, all + methods.map(\.name)).map { name in
            // Half a name means the method that has it.
            methods.first { $0.name == name }.map(short) ?? name
        }
        let advice = near.isEmpty ? ["tidemark call --list"] : near.map { "tidemark call \($0)" }
        var failure = Failure(.usage, "there is no method \(text)")
        failure.advice = advice
        throw failure
    }

    /// A block for each service.
    static var listing: [String] {
        ServiceTable.all.services.flatMap { service in
            [service.name] + service.methods.map { "  \(short($0))\(mark($0.kind))" }
        }
    }

    private static var methods: [MethodDescription] {
        ServiceTable.all.services.flatMap(\.methods)
    }

    private static func short(_ method: MethodDescription) -> String {
        let service = method.service.split(separator: ".").last.map(String.init)
        return "\(service ?? method.service)/\(method.name)"
    }

    private static func names(of method: MethodDescription) -> [String] {
        let names = [
            "\(method.service)/\(method.name)", short(method),
            short(method).replacing("Service/", with: "/"),
        ]
        let isUnique = methods.count { $0.name == method.name } == 1
        return names + names.map { $0.replacing("/", with: ".") } + (isUnique ? [method.name] : [])
    }

    private static func mark(_ kind: MethodKind) -> String {
        switch kind {
        case .unary: ""
        case .serverStreaming: "  (answers with a stream)"
        case .clientStreaming: "  (takes a stream)"
        case .bidirectional: "  (a stream both ways)"
        }
    }
}
