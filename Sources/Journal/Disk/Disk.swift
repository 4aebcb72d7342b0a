/// The file operations of a journal, one for one those of the system.
///
/// They are behind a protocol so that tests can keep the files in memory, note what was done to
/// them, and make the files that a crash at any point may leave. Paths are absolute.
package protocol Disk: Sendable {
    /// Makes a folder, and makes its name durable; one that exists is fine.
    func makeFolder(_ path: String) throws(FileFailure)
    /// The names of all that is in a folder.
    func names(in folder: String) throws(FileFailure) -> [String]
    /// A file that exists.
    func open(_ path: String) throws(FileFailure) -> any DiskFile
    /// A new, empty file; one that is there already is emptied.
    func create(_ path: String) throws(FileFailure) -> any DiskFile
    /// Gives a file another name, in the place of a file that has it already. Only
    /// `syncFolder` makes it durable, of the folder it comes from and the one it goes to.
    func rename(_ path: String, to new: String) throws(FileFailure)
    func remove(_ path: String) throws(FileFailure)
    /// Makes durable what was created, renamed and removed in a folder.
    func syncFolder(_ path: String) throws(FileFailure)
}

/// An open file; it is closed with its last reference.
package protocol DiskFile: Sendable {
    /// Bytes.
    func size() throws(FileFailure) -> Int
    /// Puts `count` bytes from `offset` on into `bytes`, in the place of what is there; fewer where
    /// the file ends before.
    func read(_ count: Int, at offset: Int, into bytes: inout [UInt8]) throws(FileFailure)
    func write(_ bytes: Span<UInt8>, at offset: Int) throws(FileFailure)
    /// Takes the room for a file of so many bytes.
    func reserve(_ size: Int) throws(FileFailure)
    /// Makes what was written durable (`fdatasync`).
    func sync() throws(FileFailure)
    /// The same, and what the system keeps about the file (`fsync`).
    func syncAll() throws(FileFailure)
    /// Makes what was written durable, and sees to it that what is read next is what the disk has.
    func settle() throws(FileFailure)
}

/// A file operation that failed.
package struct FileFailure: Error, Equatable {
    package let operation: Operation
    package let path: String
    /// The `errno`.
    package let code: Int32

    package init(_ operation: Operation, _ path: String, _ code: Int32) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    package enum Operation: String, Sendable {
        case makeFolder = "making", list = "listing", open = "opening", create = "creating"
        case rename = "renaming", remove = "removing", syncFolder = "syncing the folder"
        case size = "looking at", read = "reading", write = "writing", reserve = "making room for"
        case sync = "syncing", syncAll = "syncing all of"
    }
}
