import Glibc

// What has to be asked of bytes without their being copied or counted off one by one.

extension Span<UInt8> {
    /// The integer whose lowest byte is at `offset`, wherever that lies.
    @inlinable
    package func littleEndian<T: FixedWidthInteger & BitwiseCopyable>(
        at offset: Int, as type: T.Type = T.self
    ) -> T {
        precondition(offset >= 0 && offset <= count - MemoryLayout<T>.size, "beyond the bytes")
        return T(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: T.self))
    }

    /// Whether every byte is zero; true where there is none.
    package var isZero: Bool {
        guard count > 0, self[0] == 0 else { return count == 0 }
        // Each byte is the same as the one before it, and the first is zero.
        return unsafe withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return true }
            return unsafe memcmp(start, start + 1, count - 1) == 0
        }
    }
}

extension Array<UInt8> {
    package mutating func appendLittleEndian(_ value: some FixedWidthInteger) {
        for shift in stride(from: 0, to: value.bitWidth, by: 8) {
            append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    package mutating func append(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
