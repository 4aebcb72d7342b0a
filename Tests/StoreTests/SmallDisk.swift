import Foundation
import LMDB
import TestSupport

/// A file system of 8 MiB in memory, mounted for one test. Only root may.
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
        guard unsafe mount("tmpfs", folder.path, "tmpfs", 0, "size=8m") == 0 else {
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

    /// Leaves about so many bytes free, by a file of zeros. A journal that prepares its next file
    /// may take some of them in between: then it is tried again.
    func fill(leaving free: Int) throws {
        for _ in 0..<Self.triesMax {
            let present = try FileSystem(of: folder.path).freeBytes
            do {
                return try Data(count: max(0, present - free)).write(to: URL(filePath: ballast))
            } catch let error as CocoaError where error.code == .fileWriteOutOfSpace {
                if FileManager.default.fileExists(atPath: ballast) { try empty() }
            }
        }
        throw CocoaError(.fileWriteOutOfSpace)
    }

    private static let triesMax = 100

    /// Gives all of that back. A process that another test is starting may have the file open for
    /// a moment: so what is in it goes first.
    func empty() throws {
        try Data().write(to: URL(filePath: ballast))
        try FileManager.default.removeItem(atPath: ballast)
    }

    private var ballast: String { folder.path + "/ballast" }
}
