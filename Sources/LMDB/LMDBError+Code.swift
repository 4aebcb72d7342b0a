import CLMDB

extension LMDBError {
    /// One of LMDB's codes (negative), an `errno` value (positive), or one of our own findings.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
    }
}

extension LMDBError.Code {
    package static let keyExist = Self(rawValue: MDB_KEYEXIST)
    package static let notFound = Self(rawValue: MDB_NOTFOUND)
    package static let pageNotFound = Self(rawValue: MDB_PAGE_NOTFOUND)
    package static let corrupted = Self(rawValue: MDB_CORRUPTED)
    package static let panic = Self(rawValue: MDB_PANIC)
    package static let versionMismatch = Self(rawValue: MDB_VERSION_MISMATCH)
    package static let invalid = Self(rawValue: MDB_INVALID)
    package static let mapFull = Self(rawValue: MDB_MAP_FULL)
    package static let databasesFull = Self(rawValue: MDB_DBS_FULL)
    package static let readersFull = Self(rawValue: MDB_READERS_FULL)
    package static let transactionFull = Self(rawValue: MDB_TXN_FULL)
    package static let cursorFull = Self(rawValue: MDB_CURSOR_FULL)
    package static let pageFull = Self(rawValue: MDB_PAGE_FULL)
    package static let mapResized = Self(rawValue: MDB_MAP_RESIZED)
    package static let incompatible = Self(rawValue: MDB_INCOMPATIBLE)
    package static let badReaderSlot = Self(rawValue: MDB_BAD_RSLOT)
    package static let badTransaction = Self(rawValue: MDB_BAD_TXN)
    package static let badValueSize = Self(rawValue: MDB_BAD_VALSIZE)
    package static let badDatabase = Self(rawValue: MDB_BAD_DBI)
}

// LMDB's codes end at -30780 and errno is positive: these cannot meet either.
extension LMDBError.Code {
    /// The data file is shorter than its meta page says; reading on would end in `SIGBUS`.
    package static let truncated = Self(rawValue: -1)
    /// This process has the folder open already; LMDB's locks would undo each other.
    package static let alreadyOpen = Self(rawValue: -2)
    /// The environment was closed, or lost its map because a growth failed half way.
    package static let closed = Self(rawValue: -3)
}

extension LMDBError.Code: CustomStringConvertible {
    /// The code's own name where LMDB has one, and what it means.
    package var description: String {
        switch self {
        case .truncated: "the data file is shorter than its meta page says"
        case .alreadyOpen: "this process has the environment open already"
        case .closed: "the environment is closed"
        default: unsafe String(cString: mdb_strerror(rawValue))
        }
    }
}
