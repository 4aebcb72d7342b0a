import Foundation
import NIOCore

/// One connection to a receiver: requests come in, and anything at all can be sent.
package final class Exchange: @unchecked Sendable {
    // `@unchecked Sendable`: the iterator and the buffer belong to the one task that serves the
    // connection; an answer is given within that task.
    private typealias Inbound = NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator

    private let channel: any Channel
    private var inbound: Inbound
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var buffer = ""
    package private(set) var isOver = false

    init(
        _ channel: any Channel, _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.channel = channel
        self.inbound = inbound
        self.outbound = outbound
    }

    /// Sends bytes as they are.
    package func send(_ text: String) async throws {
        try await outbound.write(ByteBuffer(string: text))
    }

    /// Sends a whole answer.
    package func answer(
        _ status: Int, headers: [String] = [], body: String = ""
    ) async throws {
        let lines = ["HTTP/1.1 \(status) Test", "Content-Length: \(body.utf8.count)"] + headers
        try await send(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
    }

    /// Sends a part again and again, until the other side is tired of it.
    package func drip(_ part: String, every pause: Duration = .milliseconds(5)) async throws {
        defer { isOver = true }
        while true {
            try await send(part)
            try await Task.sleep(for: pause)
        }
    }

    /// Waits until the other side closes the connection.
    package func waitForClose() async throws {
        isOver = true
        while try await inbound.next() != nil {}
    }

    /// Closes the connection.
    package func close() { isOver = true }

    /// Closes it the hard way.
    package func reset() async throws {
        isOver = true
        let options = channel as? any SocketOptionProvider
        try await options?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        try await channel.close()
    }

    /// The next request; nil at the end of the connection.
    func request() async throws -> Request? {
        while true {
            if let request = takeRequest() { return request }
            guard let part = try await inbound.next() else { return nil }
            buffer += String(buffer: part)
        }
    }

    private func takeRequest() -> Request? {
        guard let end = buffer.range(of: "\r\n\r\n") else { return nil }
        let lines = buffer[..<end.lowerBound].split(separator: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
        }
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        let rest = Array(buffer[end.upperBound...].utf8)
        guard rest.count >= length else { return nil }
        buffer = String(decoding: rest.dropFirst(length), as: UTF8.self)
        return Request(
            line: lines.first.map(String.init) ?? "", headers: headers,
            body: String(decoding: rest.prefix(length), as: UTF8.self))
    }
}
