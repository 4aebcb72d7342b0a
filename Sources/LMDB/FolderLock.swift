import Glibc

/// The sole right to a folder, held by an advisory lock on a file in it for as long as this lives.
///
/// LMDB lets several processes write to one environment; a server must be alone, and has to know
/// before it touches anything. The kernel drops the lock with the process, so a crash leaves none.
package final class FolderLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock; throws `.held` where another process has it.
    package init(folder: String, fileName: String) throws(FolderLockError) {
        let path = folder + "/" + fileName
        let descriptor = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .cannotOpen(SystemFailure.last) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let failure = SystemFailure.last
            _ = Glibc.close(descriptor)
            if failure.code == EWOULDBLOCK { throw .held }
            throw .cannotOpen(failure)
        }
        self.descriptor = descriptor
    }

    deinit { _ = Glibc.close(descriptor) }
}

package enum FolderLockError: Error, Equatable {
    /// Another process has the lock.
    case held
    /// The lock file can't be made or opened.
    case cannotOpen(SystemFailure)
}

/// What a system call failed with.
package struct SystemFailure: Error, Equatable, CustomStringConvertible {
    package let code: Int32

    package static var last: SystemFailure { SystemFailure(code: errno) }

    package var isMissing: Bool { code == ENOENT }
    package var isForbidden: Bool { code == EACCES || code == EPERM }
    package var isReadOnly: Bool { code == EROFS }

    package var description: String { unsafe String(cString: strerror(code)) }
}
