import Glibc
import Synchronization
package import TTRPC

/// A client made of a blocking socket and the frames of the protocol: it shares no code with the
/// client library, can say what no proper client would, and waits for answers in any order.
///
/// Nothing here waits for ever: a server that stays silent fails the test.
package final class SocketPeer: Sendable {
    /// Where a server listens.
    package enum Address: Hashable, Sendable {
        case unix(String)
        /// On the loopback address.
        case tcp(Int)
    }

    private let descriptor: CInt
    private let state = Mutex(State())

    struct State {
        var decoder = FrameDecoder()
        var nextStreamID: UInt32 = 1
        /// Frames that came while another stream's were waited for.
        var early: [Frame] = []
        var isOpen = true
    }

    /// - Parameter receiveBuffer: bytes that the kernel holds for us; nil: as it likes.
    package init(_ address: Address, receiveBuffer: CInt? = nil) throws {
        switch address {
        case .unix(let path):
            descriptor = Glibc.socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
            try setUp(receiveBuffer)
            try connectUnix(path)
        case .tcp(let port):
            descriptor = Glibc.socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
            try setUp(receiveBuffer)
            try connectLoopback(port: port)
        }
    }

    deinit { close() }
}

extension SocketPeer {
    /// A call to the system that failed.
    package struct Failure: Error {
        package let operation: String
        package let code: Int32

        package init(operation: String, code: Int32) {
            self.operation = operation
            self.code = code
        }
    }

    /// The server closed the connection.
    package struct Closed: Error {
        package init() {}
    }

    /// How long a silent server is waited for, in seconds: only ever reached by a hung one.
    private static let patienceSeconds = 60

    package func send(_ bytes: [UInt8]) throws {
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

    package func send(_ frame: Frame) throws { try send(frame.bytes) }

    /// Closes this side only.
    package func finishSending() { Glibc.shutdown(descriptor, CInt(SHUT_WR)) }

    package func close() {
        let wasOpen = state.withLock { state in
            defer { state.isOpen = false }
            return state.isOpen
        }
        if wasOpen { Glibc.close(descriptor) }
    }

    /// The next frame of any stream; nil where the server has closed.
    package func receive() throws -> Frame? {
        try state.withLock { state in
            guard state.early.isEmpty else { return state.early.removeFirst() }
            return try receive(&state)
        }
    }

    /// The next frame of one stream.
    package func receive(on streamID: UInt32) throws -> Frame {
        try state.withLock { state in
            if let index = state.early.firstIndex(where: { $0.streamID == streamID }) {
                return state.early.remove(at: index)
            }
            while let frame = try receive(&state) {
                if frame.streamID == streamID { return frame }
                state.early.append(frame)
            }
            throw Closed()
        }
    }

    /// Ids count 1, 3, 5.
    package func takeStreamID() -> UInt32 {
        state.withLock { state in
            defer { state.nextStreamID += 2 }
            return state.nextStreamID
        }
    }

    private func receive(_ state: inout State) throws -> Frame? {
        while true {
            switch state.decoder.next() {
            case .frame(let frame): return frame
            case .some: throw Failure(operation: "decode", code: EPROTO)
            case nil:
                guard let bytes = try read() else { return nil }
                state.decoder.append(bytes)
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

// MARK: - The socket

extension SocketPeer {
    private func setUp(_ receiveBuffer: CInt?) throws {
        guard descriptor >= 0 else { throw Failure(operation: "socket", code: errno) }
        set(SO_RCVTIMEO, timeval(tv_sec: Self.patienceSeconds, tv_usec: 0))
        set(SO_SNDTIMEO, timeval(tv_sec: Self.patienceSeconds, tv_usec: 0))
        if let receiveBuffer { set(SO_RCVBUF, receiveBuffer) }
    }

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
