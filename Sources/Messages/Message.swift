/// A protobuf message as a plain Swift value.
///
/// The types are generated out of `proto/`. Decoding is strict: the bytes are walked and checked
/// against the message's description before any memory is spent on them (see `PreWalk`).
public protocol Message: Sendable, Equatable {
    /// The full proto name, `tidemark.v1.Balance`.
    static var fullName: String { get }

    /// The message with every field at its default.
    init()

    /// Decodes the bytes of one message.
    ///
    /// - Throws: `DecodingError`, which names the field and what is wrong with it.
    init(serialized bytes: Span<UInt8>, limits: DecodingLimits) throws(DecodingError)

    /// The message's bytes. The same value gives the same bytes always: map entries are sorted.
    func serialized() -> [UInt8]
}

extension Message {
    /// Decodes the bytes of one request or reply.
    public init(serialized bytes: Span<UInt8>) throws(DecodingError) {
        try self.init(serialized: bytes, limits: .request)
    }

    /// Decodes the bytes of one message.
    public init(
        serialized bytes: [UInt8], limits: DecodingLimits = .request
    ) throws(DecodingError) {
        try self.init(serialized: bytes.span, limits: limits)
    }

    /// Decodes the bytes of one message out of a larger buffer, without copying them first.
    public init(
        serialized bytes: ArraySlice<UInt8>, limits: DecodingLimits = .request
    ) throws(DecodingError) {
        try self.init(serialized: bytes.span, limits: limits)
    }
}

/// An enum of the protos. Numbers that it does not name are refused when a message is decoded.
public protocol MessageEnumeration: RawRepresentable, CaseIterable, Sendable
where RawValue == Int32 {
    /// The full proto name, `tidemark.v1.Operator`.
    static var fullName: String { get }

    /// The case of number zero, which stands for "not given".
    init()
}
