import Foundation

/// A fresh, empty folder for one test, gone with its last reference.
///
/// Make it a stored property of the suite: that lives as long as the test runs.
package final class TemporaryFolder: Sendable {
    package let path: String

    /// - Parameter inMemory: where there is a disk in memory, it is there: for what is written very
    ///   often, and need not survive.
    package init(inMemory: Bool = false) {
        let isThere = inMemory && FileManager.default.isWritableFile(atPath: Self.memory)
        let parent = isThere ? URL(filePath: Self.memory) : FileManager.default.temporaryDirectory
        let url =
            parent
            .appending(path: "tidemark-\(UUID().uuidString)", directoryHint: .isDirectory)
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
        } catch {
            preconditionFailure("no temporary folder can be made: \(error)")
        }
        path = url.path(percentEncoded: false)
    }

    private static let memory = "/dev/shm"

    deinit {
        // What cannot be removed is left to the system, which clears this place itself.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of a folder inside this one, made if it is not there.
    package func subfolder(_ name: String) -> String {
        let url = URL(filePath: path).appending(path: name, directoryHint: .isDirectory)
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        } catch {
            preconditionFailure("no folder can be made in \(path): \(error)")
        }
        return url.path(percentEncoded: false)
    }
}
