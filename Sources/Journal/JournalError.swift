/// Why a journal can't be opened or written to.
package enum JournalError: Error, Equatable {
    /// What lies on the disk can't be what was written. Nothing was changed. `file` is the name of
    /// the segment, and `offset` where in it the first byte is that can't be read.
    case damaged(file: String, offset: Int, Damage)
    /// The journal is gone that a state with this number was made from.
    case missing(after: UInt64)
    /// The journal ends with `last`, but the state was made from more of it.
    case endsEarly(last: UInt64, after: UInt64)
    /// A segment of a format that this version doesn't know.
    case unknownFormat(file: String, version: UInt32)
    /// There is no room for the next segment. Nothing was written; it may be tried again.
    case diskFull
    /// A record of so many bytes: there is none without any, and none of more than
    /// `Journal.recordMax`.
    case recordSize(Int)
    /// A file operation failed. After one of the writer's the journal has ended: it throws the same
    /// again whatever is asked of it.
    case file(FileFailure)

    package enum Damage: Error, Equatable {
        /// The header isn't one, or not of a file with this name.
        case header
        /// The file is shorter than its header says.
        case truncated
        /// A record isn't intact, but there are others behind it.
        case record
        /// Records are missing: this one should have come, and that one came.
        case gap(expected: UInt64, found: UInt64)
    }
}

/// An error type that can hold a `JournalError`.
///
/// It lets a closure that replays records throw its caller's own error type, and `Journal.init`
/// throw that one type too, with nothing boxed.
package protocol ExpressibleByJournalError: Error {
    init(_ error: JournalError)
}

extension JournalError: ExpressibleByJournalError {
    package init(_ error: JournalError) { self = error }
}

extension JournalError {
    /// The failure to make a file: a full disk is something else than a broken one.
    init(making failure: FileFailure) { self = failure.isDiskFull ? .diskFull : .file(failure) }
}

extension JournalError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .damaged(let file, let offset, let damage):
            "the journal's file \(file) is damaged at byte \(offset): \(damage)"
        case .missing(let after):
            "the journal is missing, but the state holds its records to \(after)"
        case .endsEarly(let last, let after):
            "the journal ends with record \(last), but the state holds its records to \(after)"
        case .unknownFormat(let file, let version):
            "the journal's file \(file) has the unknown format \(version)"
        case .diskFull: "the disk has no room for the journal's next file"
        case .recordSize(let size): "a record of \(size) bytes can't be in the journal"
        case .file(let failure): "the journal's file can't be used: \(failure)"
        }
    }
}

extension JournalError.Damage: CustomStringConvertible {
    package var description: String {
        switch self {
        case .header: "its header is wrong"
        case .truncated: "it is shorter than its header says"
        case .record: "there are intact records behind one that isn't"
        case .gap(let expected, let found): "record \(expected) should be there, not \(found)"
        }
    }
}
