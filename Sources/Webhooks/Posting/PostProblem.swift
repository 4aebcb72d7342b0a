import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL

/// What went wrong with a post, in words for the list of its attempts.
enum PostProblem {
    /// Bytes of a sentence, at most: parts of it may come from a receiver.
    private static let lengthMax = 256

    static func sentence(_ error: any Error) -> String {
        let text =
            switch error {
            case let error as IOError: sentence(error)
            case let error as HTTPClientError: sentence(error)
            case let error as NIOSSLError: "TLS failed: \(error)"
            case let error as NIOSSLExtraError: "TLS failed: \(error)"
            case let error as BoringSSLError: "TLS failed: \(error)"
            case is HTTPParserError: "the answer is no HTTP"
            case is UnvettedAddress: "the connection led to another address"
            case is CancellationError: "broken off"
            default: "\(error)"
            }
        return String(decoding: text.utf8.prefix(lengthMax), as: UTF8.self)
    }

    /// Whether there was no connection at all, so that another address may do.
    static func isUnreachable(_ error: any Error) -> Bool {
        switch error {
        case let error as IOError:
            [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, ETIMEDOUT, EADDRNOTAVAIL]
                .contains(error.errnoCode)
        case let error as HTTPClientError: error == .connectTimeout
        case is ChannelError: true
        default: false
        }
    }

    private static func sentence(_ error: IOError) -> String {
        switch error.errnoCode {
        case ECONNREFUSED: "connection refused"
        case ECONNRESET, EPIPE: "connection reset"
        case EHOSTUNREACH, ENETUNREACH: "no route to the host"
        case ETIMEDOUT: "the connection timed out"
        default: "\(error)"
        }
    }

    private static func sentence(_ error: HTTPClientError) -> String {
        switch error {
        case .connectTimeout: "no connection within the time for it"
        case .tlsHandshakeTimeout: "TLS failed: it took too long"
        case .deadlineExceeded, .readTimeout: "no answer within the time for it"
        case .remoteConnectionClosed: "the connection was closed without an answer"
        case .cancelled: "broken off"
        default: error.description
        }
    }
}
