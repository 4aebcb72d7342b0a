import Dispatch
import Glibc
import TTRPC
import Testing
import Transport

/// A client made of nothing but a socket, so that tests can say what no proper client would.
///
/// Its calls block, with a bound that only a hung server reaches, each way on a queue of its own.
///
/// Unchecked because `decoder` is touched only on the receiving queue, and `isOpen` only by the
/// test itself.
final class RawPeer: @unchecked Sendable {
    private let descriptor: CInt
    private var decoder = FrameDecoder()
    private var isOpen = true
    private let sending = DispatchQueue(label: "send")
    private let receiving = DispatchQueue(label: "receive")

    init(_ endpoint: Endpoint) throws {
        switch endpoint {
        case .unix(let path):
            descriptor = Glibc.socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
            guard descriptor >= 0 else { throw Failure(operation: "socket", code: errno) }
            try connectUnix(path)
        case .tcp(_, let port):
            descriptor = Glibc.socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
            guard descriptor >= 0 else { throw Failure(operation: "socket", code: errno) }
            try connectLoopback(port: port)
        }
        set(SO_RCVTIMEO, timeval(tv_sec: 20, tv_usec: 0))
        set(SO_SNDTIMEO, timeval(tv_sec: 20, tv_usec: 0))
    }

    deinit { close() }
}

extension RawPeer {
    struct Failure: Error {
        var operation: String
        var code: Int32
    }

    func send(_ bytes: [UInt8]) async throws {
        try await Self.run(on: sending) { try self.sendNow(bytes) }
    }

    /// The next frame, or nil where the server has closed.
    func receive() async throws -> Frame? {
        try await Self.run(on: receiving) { try self.receiveNow() }
    }

    /// The next frame, which there must be.
    func next(sourceLocation: SourceLocation = #_sourceLocation) async throws -> Frame {
        try #require(try await receive(), "the server closed", sourceLocation: sourceLocation)
    }

    /// Closes this side only.
    func finishSending() {
        Glibc.shutdown(descriptor, CInt(SHUT_WR))
    }

    func close() {
        guard isOpen else { return }
        isOpen = false
        Glibc.close(descriptor)
    }

    private static func run<Result: Sendable>(
        on queue: DispatchQueue, _ body: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Swift.Result { try body() }) }
        }
    }

    private func sendNow(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes[sent...].withUnsafeBytes { buffer in
                unsafe Glibc.send(
                    descriptor, buffer.baseAddress, buffer.count, CInt(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure(operation: "send", code: errno) }
            sent += count
        }
    }

    private func receiveNow() throws -> Frame? {
        while true {
            switch decoder.next() {
            case .frame(let frame): return frame
            case .some(let other): Issue.record("not a frame: \(other)")
            case nil:
                guard let bytes = try read() else { return nil }
                decoder.append(bytes)
            }
        }
    }

    private func read() throws -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var count = 0
        repeat {
            count = unsafe buffer.withUnsafeMutableBytes { buffer in
                unsafe Glibc.recv(descriptor, buffer.baseAddress, buffer.count, 0)
            }
        } while count < 0 && errno == EINTR
        if count > 0 { return Array(buffer[..<count]) }
        // A server that closes with our bytes unread resets the connection.
        guard count == 0 || errno == ECONNRESET else {
            throw Failure(operation: "recv", code: errno)
        }
        return nil
    }
}

extension RawPeer {
    private func set<Value: BitwiseCopyable>(_ option: CInt, _ value: Value) {
        var value = value
        unsafe setsockopt(
            descriptor, SOL_SOCKET, option, &value, socklen_t(MemoryLayout<Value>.size))
    }

    private func connectUnix(_ path: String) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { buffer in
            unsafe buffer.copyBytes(from: path.utf8)
        }
        try connect(&address)
    }

    private func connectLoopback(port: Int) throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        try connect(&address)
    }

    private func connect<Address: BitwiseCopyable>(_ address: inout Address) throws {
        let size = socklen_t(MemoryLayout<Address>.size)
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe Glibc.connect(descriptor, pointer, size)
            }
        }
        guard result == 0 else { throw Failure(operation: "connect", code: errno) }
    }
}
