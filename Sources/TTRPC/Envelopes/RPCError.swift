/// Why a call failed: a gRPC status code, a sentence for people, and typed details for programs.
///
/// The same value on both sides of the wire. It travels as a `google.rpc.Status`; details are
/// protobuf messages packed into `google.protobuf.Any`, most often one `google.rpc.ErrorInfo`.
public struct RPCError: Error, Hashable, Sendable {
    /// Never `.ok`.
    public let code: StatusCode
    /// For people; never parsed.
    public var message: String
    public var details: [Detail]

    /// `code` is anything but `.ok`: on the wire that would be a success.
    public init(_ code: StatusCode, _ message: String, details: [Detail] = []) {
        precondition(code != .ok, "an error has a code other than OK")
        self.code = code
        self.message = message
        self.details = details
    }

    /// One message, packed.
    public struct Detail: Hashable, Sendable {
        /// "type.googleapis.com/" and the full name of the message.
        public var typeURL: String
        /// The encoded message.
        public var value: [UInt8]

        public init(typeURL: String, value: [UInt8]) {
            self.typeURL = typeURL
            self.value = value
        }
    }
}

extension RPCError: CustomStringConvertible {
    public var description: String {
        message.isEmpty ? code.name : "\(code.name): \(message)"
    }
}

extension RPCError {
    /// Details read from one status. Servers send a few; more is an attempt at our memory.
    package static let detailCountMax = 64
}
