package import LMDB

/// A failure of the disk or of what lies on it. Refusals by the rules are never one.
package enum StoreError: Error, Equatable {
    /// LMDB failed.
    case lmdb(LMDBError)
    /// The journal can't be read or written; the sentence says why.
    case journal(String)
    /// A record can't be what was written: its checksum, its form or one that it refers to is
    /// wrong.
    case damaged(table: String, key: String)
    /// The same commands on the same state led to another one, at this sequence: a fault of the
    /// server or of the machine's memory.
    case unreproducible(sequence: UInt64)
    /// The data folder can't be used; the sentence says why and what to do.
    case unusableFolder(String)
    /// Too little room is left on the disk to take another write.
    case diskFull
    /// More writes are waiting than the queue holds.
    case queueFull
    /// The caller's deadline passed before the write was begun.
    case deadlineExceeded
    /// The writer has ended: the server is stopping, or a sync failed.
    case closed
}

extension StoreError: ExpressibleByLMDBError {
    package init(_ error: LMDBError) { self = .lmdb(error) }
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .lmdb(let error): error.description
        case .journal(let sentence): sentence
        case .damaged(let table, let key): "the record \(key) of \(table) is damaged"
        case .unreproducible(let sequence):
            "applying the journal up to sequence \(sequence) again led to another state"
        case .unusableFolder(let sentence): sentence
        case .diskFull: "too little room is left on the disk for another write"
        case .queueFull: "too many writes are waiting"
        case .deadlineExceeded: "the deadline passed before the write was begun"
        case .closed: "the store takes no more writes"
        }
    }
}
