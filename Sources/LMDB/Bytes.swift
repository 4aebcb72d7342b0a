// Whole integers in and out of bytes, checked against their bounds and wherever they lie, so that
// those who lay out records need nothing unsafe. They are in the byte order of the machine: say
// `.bigEndian` where the order matters.

extension Span<UInt8> {
    /// The integer whose first byte is at `offset`.
    @inlinable
    package func load<T: FixedWidthInteger & BitwiseCopyable>(
        at offset: Int, as type: T.Type = T.self
    ) -> T {
        precondition(offset >= 0 && offset <= count - MemoryLayout<T>.size, "beyond the bytes")
        return unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: T.self)
    }
}

extension [UInt8] {
    /// Puts the bytes of `value` behind those that are there.
    @inlinable
    package mutating func append<T: FixedWidthInteger & BitwiseCopyable>(bytesOf value: T) {
        unsafe Swift.withUnsafeBytes(of: value) { bytes in unsafe append(contentsOf: bytes) }
    }
}

extension MutableSpan<UInt8> {
    /// Puts `value` where its first byte is at `offset`.
    @inlinable
    package mutating func store<T: FixedWidthInteger & BitwiseCopyable>(_ value: T, at offset: Int)
    {
        precondition(offset >= 0 && offset <= count - MemoryLayout<T>.size, "beyond the bytes")
        var bytes = unsafe mutableBytes
        bytes.storeBytes(of: value, toByteOffset: offset, as: T.self)
    }

    /// Puts a copy of `source` where its first byte is at `offset`.
    @inlinable
    package mutating func store(_ source: Span<UInt8>, at offset: Int) {
        precondition(offset >= 0 && offset <= count - source.count, "beyond the bytes")
        unsafe source.withUnsafeBytes { source in
            unsafe withUnsafeMutableBytes { bytes in
                unsafe bytes[offset...].copyBytes(from: source)
            }
        }
    }
}
