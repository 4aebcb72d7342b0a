import Foundation
import LMDB
import TestSupport

/// A file system of 4 MiB in memory, mounted for one test. Only root may.
final class SmallDisk: Sendable {
    private let folder = TemporaryFolder()

    var path: String { folder.path }

    /// Whether file systems can be mounted here: tried once, because root alone is not enough where
    /// the tests run in a container.
    static let isAvailable: Bool = {
        guard geteuid() == 0 else { return false }
        return (try? SmallDisk()) != nil
    }()

    init() throws {
        guard unsafe mount("tmpfs", folder.path, "tmpfs", 0, "size=4m") == 0 else {
            throw CocoaError(.featureUnsupported)
        }
    }

    deinit {
        // What is still open in it goes with the process.
        unsafe umount2(folder.path, Int32(MNT_DETACH))
    }

    func remountReadOnly() throws {
        let flags = UInt(MS_REMOUNT) | UInt(MS_RDONLY)
        guard unsafe mount("tmpfs", folder.path, "tmpfs", flags, nil) == 0 else {
            throw CocoaError(.featureUnsupported)
        }
    }

    /// Leaves about so many bytes free, by a file of zeros.
    func fill(leaving free: Int) throws {
        let present = try FileSystem(of: folder.path).freeBytes
        try Data(count: max(0, present - free)).write(to: URL(filePath: ballast))
    }

    func empty() throws { try FileManager.default.removeItem(atPath: ballast) }

    private var ballast: String { folder.path + "/ballast" }
}
