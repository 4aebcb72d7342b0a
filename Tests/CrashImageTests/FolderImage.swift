import Foundation

/// Folders and files by their paths below one folder.
struct FolderImage: Equatable {
    var folders: Set<String> = []
    var files: [String: Data] = [:]

    /// Makes a folder be so, and hold nothing else.
    func write(to path: String) throws {
        let root = URL(filePath: path)
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            try FileManager.default.removeItem(at: root.appending(path: name))
        }
        for folder in folders.sorted() where !folder.isEmpty {
            try FileManager.default.createDirectory(
                at: root.appending(path: folder), withIntermediateDirectories: true)
        }
        for (name, bytes) in files { try bytes.write(to: root.appending(path: name)) }
    }

    /// Whether the files of a folder are these, but for those that are not written by calls.
    func isSame(as path: String, except: Set<String>) throws -> Bool {
        for (name, bytes) in files where !except.contains(name) {
            let found = try Data(contentsOf: URL(filePath: path).appending(path: name))
            guard found == bytes else { return false }
        }
        return true
    }
}
