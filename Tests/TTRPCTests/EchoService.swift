import TTRPC

/// The method table the tests route by: one method of each kind, with handlers that do nothing,
/// because a state machine only says that they are to be run.
enum EchoService {
    static let name = "study.echo.v1.Echo"

    static var methods: MethodTable {
        var methods = MethodTable()
        methods.add(service: name, method: "Echo", .unary { _ in })
        methods.add(service: name, method: "Count", .serverStream { _ in })
        methods.add(service: name, method: "Chat", .bidirectional { _ in })
        return methods
    }

    /// A Request frame for one of the methods.
    static func request(
        _ method: String, streamID: UInt32, flags: FrameFlags = [], payload: [UInt8] = [],
        timeoutNanoseconds: Int64 = 0
    ) -> [UInt8] {
        let envelope = RequestEnvelope(
            service: name, method: method, payload: payload,
            timeoutNanoseconds: timeoutNanoseconds)
        var data: [UInt8] = []
        envelope.append(to: &data)
        return Frame(streamID: streamID, type: .request, flags: flags, data: data[...]).bytes
    }

    static func data(
        _ message: [UInt8], streamID: UInt32, flags: FrameFlags = []
    ) -> [UInt8] {
        Frame(streamID: streamID, type: .data, flags: flags, data: message[...]).bytes
    }

    static func end(streamID: UInt32) -> [UInt8] {
        data([], streamID: streamID, flags: .endOfStream)
    }
}
