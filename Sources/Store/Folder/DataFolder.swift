import LMDB
import Synchronization

/// The folder that a store lives in, and the sole right to it until it is given up, or forgotten.
final class DataFolder: Sendable {
    let path: String
    private let lock: Mutex<FolderLock?>

    /// Makes the folder where it is missing and takes it. Every failure says what is wrong and what
    /// to do about it.
    init(_ path: String, allowsRemote: Bool) throws(StoreError) {
        do throws(SystemFailure) {
            try FileSystem.makeFolder(path)
            try DataFolder.makeNameDurable(path)
        } catch {
            throw .unusableFolder(
                "the data folder \(path) can't be made: \(error). Make it yourself, or name another"
                    + " one with --data")
        }
        if let kind = try DataFolder.unsupportedKind(path), !allowsRemote {
            throw .unusableFolder(
                "the data folder \(path) lies on \(kind), where neither locks nor memory maps can"
                    + " be trusted. Name one on a local disk with --data")
        }
        do throws(FolderLockError) {
            lock = Mutex(try FolderLock(folder: path, fileName: "LOCK"))
        } catch {
            throw .unusableFolder(DataFolder.sentence(error, path))
        }
        self.path = path
    }

    /// Gives up the right to the folder.
    func release() {
        lock.withLock { $0 = nil }
    }

    /// Without this a crash could take the whole folder away, with all that is synced in it. The
    /// one that exists may be what a process made that was killed before it came to this.
    private static func makeNameDurable(_ path: String) throws(SystemFailure) {
        do throws(SystemFailure) {
            try FileSystem.syncFolder(path + "/..")
        } catch {
            // Who may not read the folder around it can't sync that; it was set up by another.
            guard error.isForbidden else { throw error }
        }
    }

    private static func unsupportedKind(_ path: String) throws(StoreError) -> String? {
        do { return try FileSystem(of: path).unsupportedKind } catch {
            throw .unusableFolder("the data folder \(path) can't be looked at: \(error)")
        }
    }

    private static func sentence(_ error: FolderLockError, _ path: String) -> String {
        switch error {
        case .held:
            "another server is using the data folder \(path). Stop it first, or name another folder"
                + " with --data"
        case .cannotOpen(let failure) where failure.isForbidden:
            "the data folder \(path) belongs to another user. Run the server as that user, or give"
                + " the folder to this one"
        case .cannotOpen(let failure) where failure.isReadOnly:
            "the data folder \(path) is on a file system that is mounted read-only. Remount it"
                + " writable, or name another folder with --data"
        case .cannotOpen(let failure):
            "the data folder \(path) can't be locked: \(failure)"
        }
    }
}
