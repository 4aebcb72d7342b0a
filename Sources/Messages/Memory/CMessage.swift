import CTidemarkProto

/// A message that has a C struct of protobuf-c: the generated code says how to fill one from the
/// Swift value and how to read one; packing and unpacking are the same for all.
protocol CMessage: Message {
    /// protobuf-c's struct, which begins with its `ProtobufCMessage`.
    associatedtype CStruct

    static var schema: Schema { get }

    /// Sets every member to its default, and the descriptor.
    static func initialize(_ c: UnsafeMutablePointer<CStruct>)

    /// Copies the members of an unpacked struct.
    init(unpacked c: UnsafePointer<CStruct>)

    /// Sets the members of an initialised struct; what they point to lives in the arena.
    func fill(_ c: UnsafeMutablePointer<CStruct>, in arena: borrowing Arena)
}

extension CMessage {
    /// What every generated type's `init(serialized:limits:)` does.
    init(decoding bytes: Span<UInt8>, limits: DecodingLimits) throws(DecodingError) {
        try PreWalk.check(bytes, against: Self.schema, limits: limits)
        // C structs and copied strings come to about three times the bytes.
        let arena = Arena(cap: limits.arenaBytesMax, estimate: 3 * bytes.count)
        guard let c = unsafe Self.unpack(bytes, arena) else {
            throw DecodingError(
                arena.isExhausted ? .outOfMemory(limit: limits.arenaBytesMax) : .malformed)
        }
        unsafe self.init(unpacked: c)
    }

    private static func unpack(
        _ bytes: Span<UInt8>, _ arena: borrowing Arena
    ) -> UnsafePointer<CStruct>? {
        let unpacked = unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe arena.withAllocator { allocator in
                unsafe protobuf_c_message_unpack(
                    descriptor, allocator, bytes.count, bytes.baseAddress)
            }
        }
        return unsafe UnsafeRawPointer(unpacked)?.assumingMemoryBound(to: CStruct.self)
    }

    /// The initialised message holds the address of its descriptor. To take the address of the C
    /// global itself gives that of a copy in release builds.
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor>? {
        unsafe withUnsafeTemporaryAllocation(of: CStruct.self, capacity: 1) { c in
            guard let c = c.baseAddress else { return nil }
            unsafe initialize(c)
            return unsafe UnsafeRawPointer(c).load(as: ProtobufCMessage.self).descriptor
        }
    }

    /// What every generated type's `serialized()` does.
    func encoded() -> [UInt8] {
        let arena = Arena(cap: .max, estimate: 0)
        guard let c = unsafe arena.message(self) else { return [] }
        let message = unsafe UnsafeRawPointer(c).assumingMemoryBound(to: ProtobufCMessage.self)
        let size = unsafe protobuf_c_message_get_packed_size(message)
        return unsafe Array(unsafeUninitializedCapacity: size) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            count = unsafe protobuf_c_message_pack(message, start)
        }
    }
}
