import Synchronization
import TTRPC
import Testing

/// An outlet that writes down what calls say.
struct RecordingOutlet {
    let outlet: CallOutlet
    private let record: Record

    init() {
        let record = Record()
        self.record = record
        outlet = CallOutlet(peer: .network(address: "test")) { record.add($0) }
    }

    var said: [String] { record.lines.withLock { $0 } }

    func unaryCall() -> UnaryCall {
        UnaryCall(head("Echo"), outlet: outlet)
    }

    func stream(limits: StreamLimits = StreamLimits(), isClientFinished: Bool = true) -> Stream {
        let pipe = StreamPipe(
            head("Count"), isClientFinished: isClientFinished, outlet: outlet, limits: limits)
        return Stream(call: StreamCall(pipe), pipe: pipe)
    }

    struct Stream {
        let call: StreamCall
        let pipe: StreamPipe

        var parts: (StreamCall, StreamPipe) { (call, pipe) }
    }

    private func head(_ method: String) -> CallHead {
        var server = ServerHarness()
        guard let head = try? server.start(method, streamID: 1) else {
            preconditionFailure("the echo service has \(method)")
        }
        return head
    }

    private final class Record: Sendable {
        let lines = Mutex<[String]>([])

        func add(_ output: CallOutput) {
            let line =
                switch output.content {
                case .reply(let payload): "reply \(payload)"
                case .answer: "answer to be made"
                case .failure(let error): "failure \(error.code)"
                case .message(let message): "message \(message)"
                case .end: "end"
                case .consumed(let byteCount): "consumed \(byteCount)"
                case .passage: "passage"
                }
            lines.withLock { $0.append(line) }
        }
    }
}
