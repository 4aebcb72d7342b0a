import CLMDB
import Glibc

/// What the store asks of the file system a folder lies on.
package struct FileSystem: Equatable, Sendable {
    /// Bytes that an ordinary process may still take.
    package let freeBytes: Int
    package let totalBytes: Int
    /// Its kind, where LMDB's locks and maps don't work on it: nil for all others.
    package let unsupportedKind: String?

    package init(of path: String) throws(SystemFailure) {
        var status = statfs()
        guard unsafe statfs(path, &status) == 0 else { throw .last }
        freeBytes = FileSystem.bytes(UInt64(status.f_bavail), of: status.f_bsize)
        totalBytes = FileSystem.bytes(UInt64(status.f_blocks), of: status.f_bsize)
        unsupportedKind = FileSystem.remoteKinds[Int(status.f_type)]
    }

    /// Some file systems without a limit say that they have all blocks there could be.
    private static func bytes(_ blocks: UInt64, of size: Int) -> Int {
        let (bytes, isTooMany) = Int(clamping: blocks).multipliedReportingOverflow(by: size)
        return isTooMany ? .max : bytes
    }

    package static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// Makes durable what was made in a folder.
    package static func syncFolder(_ path: String) throws(SystemFailure) {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last }
        defer { _ = Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .last }
    }

    /// Gives a file another name, in the place of a file that has it already.
    package static func rename(_ path: String, to new: String) throws(SystemFailure) {
        guard unsafe Glibc.rename(path, new) == 0 else { throw .last }
    }

    /// Removes a file or an empty folder; one that isn't there is fine.
    package static func remove(_ path: String) throws(SystemFailure) {
        guard unsafe Glibc.remove(path) != 0, errno != ENOENT else { return }
        throw .last
    }

    /// Makes a folder that only its owner can use; one that exists is fine.
    package static func makeFolder(_ path: String) throws(SystemFailure) {
        guard unsafe mkdir(path, 0o700) != 0 else { return }
        guard errno == EEXIST else { throw .last }
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw .last }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw SystemFailure(code: ENOTDIR) }
    }

    /// File systems that share files between machines or with a program, by their magic numbers.
    private static let remoteKinds = [
        0x6969: "NFS", 0xFF53_4D42: "CIFS", 0xFE53_4D42: "SMB", 0x0102_1997: "9P",
        0x6573_5546: "FUSE", 0x0BD0_0BD0: "Lustre", 0x00C3_6400: "Ceph",
    ]
}
