import Foundation
import Logging
import Synchronization
import TTRPC
import Testing
import Transport

/// A server for tests: real sockets, and methods that do what a test needs.
final class EchoServer: Sendable {
    static let service = "study.echo.v1.Echo"

    let listener: Listener
    let folder: String
    let calls: HeldCalls

    private init(listener: Listener, folder: String, calls: HeldCalls) {
        self.listener = listener
        self.folder = folder
        self.calls = calls
    }

    var unix: Endpoint { listener.endpoints[0] }
    var tcp: Endpoint { listener.endpoints[1] }
}

/// Calls that handlers handed over to the test.
struct HeldCalls: Sendable {
    /// From the method Hold.
    let unary = Mailbox<UnaryCall>()
    /// From the method Watch.
    let streams = Mailbox<StreamCall>()
    /// Why streams of Watch and Flood were over.
    let cancellations = Mailbox<StreamCancellation>()
}

extension EchoServer {
    /// Runs a test against a server on a Unix socket and on TCP, and stops it afterwards.
    static func run<Result>(
        options: ListenerOptions = ListenerOptions(),
        _ body: (EchoServer) async throws -> Result
    ) async throws -> Result {
        try await withTemporaryFolder { folder in
            let calls = HeldCalls()
            let endpoints: [Endpoint] = [
                .unix(path: folder + "/s"), .tcp(host: "127.0.0.1", port: 0),
            ]
            let listener = try await Listener.start(
                on: endpoints, serving: methods(calls), options: options,
                logger: Logger(label: "test"))
            let server = EchoServer(listener: listener, folder: folder, calls: calls)
            do {
                let result = try await body(server)
                try await listener.shutdown(patience: .zero)
                return result
            } catch {
                try await listener.shutdown(patience: .zero)
                throw error
            }
        }
    }

    private static func methods(_ held: HeldCalls) -> MethodTable {
        var methods = MethodTable()
        methods.add(service: service, method: "Echo", .unary { $0.reply(Array($0.payload)) })
        methods.add(
            service: service, method: "Later",
            .unary { call in Task { call.reply(Array(call.payload)) } })
        methods.add(
            service: service, method: "Fail", .unary { $0.fail(RPCError(.aborted, "asked")) })
        methods.add(service: service, method: "Forget", .unary { _ in })
        methods.add(service: service, method: "Hold", .unary { held.unary.put($0) })
        methods.add(
            service: service, method: "Large",
            .unary { $0.reply([UInt8](repeating: 7, count: FrameHeader.lengthMax - 5)) })
        methods.add(
            service: service, method: "TooLarge",
            .unary { $0.reply([UInt8](repeating: 7, count: FrameHeader.lengthMax)) })
        methods.add(service: service, method: "Count", .serverStream(count))
        methods.add(
            service: service, method: "Watch",
            .serverStream { call in
                call.onCancel { held.cancellations.put($0) }
                held.streams.put(call)
            })
        methods.add(
            service: service, method: "Flood",
            .serverStream { call in
                call.onCancel { held.cancellations.put($0) }
                flood(call)
            })
        methods.add(
            service: service, method: "Chat",
            .bidirectional { call in call.onReadable { echo(call) } })
        return methods
    }

    /// As many one-byte messages as the first byte of the request says.
    private static func count(_ call: StreamCall) {
        for number in 0..<(call.payload.first ?? 0) { call.send([number]) }
        call.finish()
    }

    /// Messages for as long as anybody reads them, at the reader's pace.
    private static func flood(_ call: StreamCall) {
        while call.isWritable {
            guard call.send([UInt8](repeating: 1, count: 10_000)) else { return }
        }
        call.onDrained { flood(call) }
    }

    private static func echo(_ call: StreamCall) {
        while true {
            switch call.receive() {
            case .message(let message): call.send(message)
            case .finished: return call.finish()
            case .nothing: return
            }
        }
    }
}

/// A folder with a short path, since a socket's path must fit 107 bytes.
func withTemporaryFolder<Result>(
    _ body: (String) async throws -> Result
) async throws -> Result {
    let folder = "/tmp/tm-\(UInt32.random(in: 0...UInt32.max))"
    try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
}

/// The bytes of a Request frame to the test's service.
func request(
    _ method: String, streamID: UInt32, flags: FrameFlags = [], payload: [UInt8] = [],
    timeoutNanoseconds: Int64 = 0
) -> [UInt8] {
    let envelope = RequestEnvelope(
        service: EchoServer.service, method: method, payload: payload,
        timeoutNanoseconds: timeoutNanoseconds)
    var data: [UInt8] = []
    envelope.append(to: &data)
    return Frame(streamID: streamID, type: .request, flags: flags, data: data[...]).bytes
}

extension Frame {
    /// The reply of a Response frame.
    var reply: [UInt8]? {
        guard type == .response, case .success(let payload) = try? ResponseEnvelope(decoding: data)
        else { return nil }
        return Array(payload)
    }

    /// The status of a Response frame that isn't OK.
    var refusal: StatusCode? {
        guard type == .response, case .failure(let error) = try? ResponseEnvelope(decoding: data)
        else { return nil }
        return error.code
    }
}
