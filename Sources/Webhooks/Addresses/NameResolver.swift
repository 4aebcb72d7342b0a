import Foundation
import Synchronization

/// Finds the addresses of a name. Each delivery asks anew, because an answer holds only for the
/// moment at which it is given.
package typealias NameResolver = @Sendable (String) async throws -> [IPAddress]

/// What the machine itself knows: its hosts file and its name servers.
package enum SystemResolver {
    /// Look-ups at once. Each holds a thread while a name server is silent.
    private static let lookupsMax = 8

    private static let queue: OperationQueue = {
        let queue = OperationQueue()
        queue.maxConcurrentOperationCount = lookupsMax
        return queue
    }()

    /// Ends with its task, even while a name server is silent; the look-up then ends unheard.
    package static let resolve: NameResolver = { name in
        let answer = Answer()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                guard answer.expect(continuation) else { return }
                queue.addOperation {
                    if !answer.isGiven { answer.give(Result { try lookUp(name) }) }
                }
            }
        } onCancel: {
            answer.give(.failure(CancellationError()))
        }
    }

    /// Given once, by the look-up or by the end of the patience with it.
    private final class Answer: Sendable {
        private enum State {
            case unexpected
            case expected(CheckedContinuation<[IPAddress], any Error>)
            case given
        }

        private let state = Mutex(State.unexpected)

        var isGiven: Bool {
            state.withLock { if case .given = $0 { true } else { false } }
        }

        /// False where nobody needs to look any more.
        func expect(_ continuation: CheckedContinuation<[IPAddress], any Error>) -> Bool {
            let isWanted = state.withLock { state in
                guard case .unexpected = state else { return false }
                state = .expected(continuation)
                return true
            }
            if !isWanted { continuation.resume(throwing: CancellationError()) }
            return isWanted
        }

        func give(_ result: Result<[IPAddress], any Error>) {
            let former = state.withLock { state in
                defer { state = .given }
                return state
            }
            if case .expected(let continuation) = former { continuation.resume(with: result) }
        }
    }

    /// A look-up that failed, in the system's words.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    private static func lookUp(_ name: String) throws -> [IPAddress] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = AI_ADDRCONFIG
        var first: UnsafeMutablePointer<addrinfo>?
        let code = unsafe getaddrinfo(name, nil, &hints, &first)
        defer { unsafe freeaddrinfo(first) }
        guard code == 0 else {
            throw Failure(description: unsafe String(cString: gai_strerror(code)))
        }
        var addresses: [IPAddress] = []
        var next = unsafe first
        while let info = unsafe next?.pointee {
            if let address = unsafe IPAddress(info.ai_addr), !addresses.contains(address) {
                addresses.append(address)
            }
            unsafe next = info.ai_next
        }
        return addresses
    }
}

extension IPAddress {
    fileprivate init?(_ address: UnsafeMutablePointer<sockaddr>?) {
        guard let address = unsafe address else { return nil }
        switch Int32(unsafe address.pointee.sa_family) {
        case AF_INET:
            let bits = unsafe UnsafeRawPointer(address).load(as: sockaddr_in.self).sin_addr.s_addr
            self = .v4(UInt32(bigEndian: bits))
        case AF_INET6:
            var bits = unsafe UnsafeRawPointer(address).load(as: sockaddr_in6.self).sin6_addr
            let value = unsafe withUnsafeBytes(of: &bits) { unsafe $0.load(as: UInt128.self) }
            self = .v6(UInt128(bigEndian: value))
        default:
            return nil
        }
    }
}
