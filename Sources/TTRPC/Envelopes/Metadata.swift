/// The key-value pairs that travel beside a call's payload, in the order they were sent.
///
/// A key may appear more than once. Stock clients send metadata with unary calls only.
public struct Metadata: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        public var key: String
        public var value: String

        public init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    public var entries: [Entry]

    public init(_ entries: [Entry] = []) {
        self.entries = entries
    }

    /// The first value of a key, compared byte for byte.
    public subscript(key: String) -> String? {
        entries.first { $0.key == key }?.value
    }
}

extension Metadata: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, String)...) {
        entries = elements.map { Entry(key: $0.0, value: $0.1) }
    }
}

extension Metadata {
    /// Pairs of one call. A token and a trace take a handful; the rest is room.
    package static let entryCountMax = 64

    /// Keys and values of one call together: what HTTP servers commonly allow for all headers.
    package static let byteCountMax = 8 << 10
}
