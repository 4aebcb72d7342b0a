package import TTRPC

/// A client's end of a streaming call: the server's messages one by one, and for a bidirectional
/// call the way to send.
///
/// Letting go of it ends the call, if that hasn't ended.
package final class ClientStream: Sendable {
    private let connection: ClientConnection
    private let inbox: StreamInbox

    init(_ connection: ClientConnection, inbox: StreamInbox) {
        self.connection = connection
        self.inbox = inbox
    }

    deinit { cancel() }
}

extension ClientStream {
    /// The next message, or nil when the server has ended the stream. One task reads at a time;
    /// where that task is cancelled, so is the call.
    package func next() async throws(RPCError) -> ArraySlice<UInt8>? {
        let next = await withTaskCancellationHandler {
            await inbox.next()
        } onCancel: {
            cancel()
        }
        return try next.get()?[...]
    }

    /// Sends one message of a bidirectional call; waits while the server takes them slowly.
    package func send(_ message: [UInt8]) async throws(RPCError) {
        while try !connection.send(message, on: inbox.streamID) {
            await connection.waitToSend(on: inbox.streamID)
        }
    }

    /// Ends this side of a bidirectional call.
    package func finishSending() { connection.finishSending(on: inbox.streamID) }

    /// Ends the call: the server is told, and the reader gets CANCELLED.
    package func cancel() { connection.cancel(inbox.streamID) }
}
