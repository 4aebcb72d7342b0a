import CLMDB
import Glibc

/// A call to LMDB that failed: what was asked for and what came back.
///
/// LMDB reports its own negative codes and plain `errno` values through one integer; so does this
/// type, because which of them can come from which call is LMDB's business and not written down
/// anywhere. It is two words, so that throwing it costs nothing.
@usableFromInline
package struct LMDBError: Error, Equatable {
    package let code: Code
    package let operation: Operation

    package init(_ code: Code, in operation: Operation) {
        self.code = code
        self.operation = operation
    }

    /// The map is too small for what was written: grow it and try again.
    ///
    /// It comes from a put as well as from a commit, because the free list is written at the end.
    package var isMapFull: Bool { code == .mapFull }

    /// The file system has no room, by its own limit, a quota or the process's file size limit.
    ///
    /// LMDB turns a short write into `EIO`, so at commit that counts too, although a failing device
    /// says the same: whoever goes on after it must first see for himself that the disk was full.
    package var isDiskFull: Bool {
        switch code.rawValue {
        case ENOSPC, EDQUOT, EFBIG: true
        case EIO: operation == .commit
        default: false
        }
    }

    /// Whether it may mean a full disk or a broken one.
    package var isAmbiguous: Bool { code.rawValue == EIO }
}

extension LMDBError {
    /// What was asked of LMDB; for the log, and to tell apart equal codes.
    package enum Operation: String, Sendable {
        case open, openDatabase, beginRead, beginWrite, commit
        case get, put, delete, empty, cursor, statistics
        case information, grow, sync, copy, checkReaders
    }
}

extension LMDBError: CustomStringConvertible {
    @usableFromInline package var description: String {
        "LMDB \(operation.rawValue) failed: \(code)"
    }
}

/// An error type that can hold an `LMDBError`.
///
/// It lets a closure that runs inside a transaction throw its caller's own error type, and the
/// function around it throw that one type too, with nothing boxed.
@usableFromInline
package protocol ExpressibleByLMDBError: Error {
    init(_ error: LMDBError)
}

extension LMDBError: ExpressibleByLMDBError {
    @usableFromInline
    package init(_ error: LMDBError) { self = error }
}

/// Throws unless `code` is LMDB's zero for success.
@inline(__always)
func check(_ code: Int32, _ operation: LMDBError.Operation) throws(LMDBError) {
    guard code == MDB_SUCCESS else {
        throw LMDBError(LMDBError.Code(rawValue: code), in: operation)
    }
}
