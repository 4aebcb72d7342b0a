import ArgumentParser
import Foundation
import Messages
import TTRPC
import TidemarkClient

/// `tidemark call`: any method by its name, with JSON in and JSON out.
struct Call: ClientCommand {
    static let configuration = CommandConfiguration(
        abstract: "Call any method with a JSON request; print each reply as a line of JSON.",
        discussion: """
            Fields have the names of proto/tidemark/v1; enums are written in words. A method that \
            streams prints its messages until it ends, or until --count or Ctrl-C.

            Examples:
              tidemark call --list
              tidemark call BalanceService/GetBalance '{"balance_id":"bln_…"}'
              tidemark call EventService/Subscribe '{"from_oldest":true}' --count 3
              echo '{}' | tidemark call AdminService/GetServerInfo -
            """)

    @Argument(
        help: "SERVICE/METHOD; a service may be short, as BalanceService.",
        completion: .custom { _, _, _ in MethodName.all })
    var method: String?

    @Argument(
        help: "The request as JSON; - reads standard input, a line each for a stream both ways.")
    var request = "{}"

    @Flag(help: "List all services and methods.")
    var list = false

    @Option(help: ArgumentHelp("End after so many messages of a stream.", valueName: "messages"))
    var count: Int?

    @OptionGroup var connection: ConnectionArguments

    func validate() throws {
        guard list != (method != nil) else {
            throw ValidationError("give a method, as in BalanceService/GetBalance, or --list")
        }
        guard count.map({ $0 >= 1 }) ?? true else { throw ValidationError("--count is 1 or more") }
    }

    func run() async throws {
        if list { return try Console.standard().write(MethodName.listing) }
        // A name that is wrong is wrong without a server, too.
        _ = try MethodName.find(method ?? "")
        try await connected()
    }

    func run(_ session: Session) async throws {
        let method = try MethodName.find(method ?? "")
        switch method.kind {
        case .unary: try await unary(method, session)
        case .serverStreaming: try await serverStream(method, session)
        // No method of ours streams to the server alone; on the wire it is the same call.
        case .bidirectional, .clientStreaming: try await bidirectional(method, session)
        }
    }
}

// MARK: - The kinds of calls

extension Call {
    private func unary(_ method: MethodDescription, _ session: Session) async throws {
        let payload = try encoded(try text(), for: method)
        let call = outgoing(method, payload, timeout: session.timeout)
        try show(try await session.client.channel.unary(call), of: method, session)
    }

    private func serverStream(_ method: MethodDescription, _ session: Session) async throws {
        let call = outgoing(method, try encoded(try text(), for: method))
        try await untilInterrupted {
            try await show(try await session.client.channel.serverStream(call), of: method, session)
        }
    }

    private func bidirectional(_ method: MethodDescription, _ session: Session) async throws {
        let stream = try await session.client.channel.bidirectional(outgoing(method))
        let requests = try text().split(separator: "\n").map { line in
            try encoded(String(line), for: method)
        }
        try await untilInterrupted {
            for request in requests { try await stream.send(request) }
            // A stream that is to end after some messages is held open for them.
            if count == nil { try await stream.finishSending() }
            try await show(stream, of: method, session)
        }
    }

    private func outgoing(
        _ method: MethodDescription, _ payload: [UInt8] = [], timeout: Duration? = nil
    ) -> OutgoingCall {
        OutgoingCall(
            service: method.service, method: method.name, payload: payload, timeout: timeout)
    }
}

// MARK: - JSON in and out

extension Call {
    private func text() throws -> String {
        guard request == "-" else { return request }
        let data = try FileHandle.standardInput.readToEnd() ?? Data()
        return String(decoding: data, as: UTF8.self)
    }

    private func encoded(_ text: String, for method: MethodDescription) throws -> [UInt8] {
        do throws(MessageJSONError) {
            return try MessageJSON.decode(method.input, text)
        } catch {
            throw Failure(.usage, "the request is no \(method.input): \(error)")
        }
    }

    private func show(
        _ stream: some CallStream, of method: MethodDescription, _ session: Session
    ) async throws {
        var left = count ?? Int.max
        for try await message in stream {
            try show(message, of: method, session)
            left -= 1
            if left == 0 { return }
        }
    }

    private func show(
        _ message: ArraySlice<UInt8>, of method: MethodDescription, _ session: Session
    ) throws {
        try session.console.write([try MessageJSON.encode(method.output, Array(message))])
    }
}
