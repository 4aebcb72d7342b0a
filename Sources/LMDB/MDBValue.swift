import CLMDB

// LMDB takes and gives bytes as an MDB_val: a length and a pointer that is not const although
// nothing is written through it.

extension Span<UInt8> {
    /// Runs `body` with an `MDB_val` over these bytes.
    @inline(__always)
    func withValue(_ body: (inout MDB_val) -> Int32) -> Int32 {
        unsafe withUnsafeBufferPointer { bytes in
            var value = unsafe MDB_val(
                mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
            return unsafe body(&value)
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    init(_ value: MDB_val) {
        unsafe self.init(
            start: value.mv_data?.assumingMemoryBound(to: UInt8.self), count: value.mv_size)
    }
}
