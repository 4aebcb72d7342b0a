import Ledger
import Messages
import Store

/// A request for a part of a list.
protocol PagedRequest: SequencedRead {
    var pageSize: Int32 { get set }
    var pageToken: String { get set }
    var minSequence: Int64 { get set }
}

extension PagedRequest {
    /// Rows of a page where the request doesn't say, and at most.
    private static var sizeDefault: Int32 { 100 }
    private static var sizeMax: Int32 { 1000 }

    /// Which part is wanted.
    func page(newestFirst: Bool) throws(Rejection) -> PageRequest {
        guard pageSize >= 0 else {
            throw Rejection(.fieldInvalid, field: "page_size", "must not be negative")
        }
        let size = pageSize == 0 ? Self.sizeDefault : min(pageSize, Self.sizeMax)
        return PageRequest(
            size: Int(size),
            after: try PageToken.key(pageToken, of: list).map(Position.init(key:)),
            newestFirst: newestFirst)
    }

    /// What leads to the page behind a position; empty where there is none.
    func token(_ next: Position?) -> String {
        next.map { PageToken.text(key: $0.key, of: list) } ?? ""
    }

    /// What makes the list what it is.
    private var list: Self {
        var list = self
        list.pageSize = 0
        list.pageToken = ""
        list.minSequence = 0
        return list
    }
}

/// The text that leads from one page to the next: a position, and a fingerprint of the request it
/// belongs to, so that a token isn't taken for another list, filter or order. Opaque to clients.
enum PageToken {
    private static let version: UInt8 = 1

    static func text(key: [UInt8], of list: some Message) -> String {
        let bytes = [version] + fingerprint(list) + key
        var text = ""
        for byte in bytes {
            text += String(byte >> 4, radix: 16) + String(byte & 0xF, radix: 16)
        }
        return text
    }

    static func key(_ text: String, of list: some Message) throws(Rejection) -> [UInt8]? {
        guard !text.isEmpty else { return nil }
        let head = [version] + fingerprint(list)
        guard let bytes = bytes(text), bytes.starts(with: head), bytes.count > head.count else {
            throw Rejection(
                .invalidPageToken, field: "page_token",
                "is not one that this list answered for this filter and order; begin anew")
        }
        return Array(bytes[head.count...])
    }

    /// FNV-1a over everything that makes the list what it is.
    private static func fingerprint(_ list: some Message) -> [UInt8] {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in Array(type(of: list).fullName.utf8) + list.serialized() {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return (0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * $0)) }
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count % 2 == 0, digits.count <= 2048 else { return nil }
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: digits.count, by: 2) {
            let pair = String(decoding: digits[start..<start + 2], as: UTF8.self)
            guard let byte = UInt8(pair, radix: 16) else { return nil }
            bytes.append(byte)
        }
        return bytes
    }
}
