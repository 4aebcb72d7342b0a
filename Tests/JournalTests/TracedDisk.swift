import Glibc
import Synchronization

@testable import Journal

/// A disk in memory that notes what is done to it, in order.
final class TracedDisk: Disk {
    /// What was done. Files have numbers, since their names change.
    enum Event {
        case write(file: Int, offset: Int, bytes: [UInt8])
        case reserve(file: Int, size: Int)
        case sync(file: Int)
        case create(String, file: Int)
        case rename(String, to: String, file: Int)
        case remove(String)
        case syncFolder(String)
        /// What the test itself has to say.
        case note(JournalModel.Note)
    }

    fileprivate struct State {
        var names: [String: Int] = [:]
        var files: [[UInt8]] = []
        var events: [Event] = []
        var faults: [FileFailure.Operation: Int32] = [:]
        var operationsLeft = Int.max
    }

    fileprivate let state = Mutex(State())
    /// Operations that are left out: they are said to be done, and aren't.
    fileprivate let leftOut: Set<FileFailure.Operation>

    init(_ files: [String: [UInt8]] = [:], leavingOut: Set<FileFailure.Operation> = []) {
        leftOut = leavingOut
        state.withLock { state in
            for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
                state.names[path] = state.files.count
                state.files.append(bytes)
            }
        }
    }

    /// What a process sees.
    var files: [String: [UInt8]] {
        state.withLock { state in state.names.mapValues { state.files[$0] } }
    }

    var events: [Event] { state.withLock { $0.events } }

    func note(_ note: JournalModel.Note) { state.withLock { $0.events.append(.note(note)) } }

    /// From now on such operations fail with this `errno`; nil: they succeed again.
    func fail(_ operation: FileFailure.Operation, with code: Int32?) {
        state.withLock { $0.faults[operation] = code }
    }

    /// The process is killed after so many more operations that change something: what it still
    /// does comes to nothing. `Int.max` for another process.
    func kill(after count: Int) { state.withLock { $0.operationsLeft = count } }

    func copy() -> TracedDisk { TracedDisk(files) }

    // MARK: Disk

    func makeFolder(_ path: String) {}

    func names(in folder: String) -> [String] {
        state.withLock { state in
            state.names.keys.filter { folderName(of: $0) == folder }
                .map { String($0.dropFirst(folder.count + 1)) }
        }
    }

    func open(_ path: String) throws(FileFailure) -> any DiskFile {
        guard let file = state.withLock({ $0.names[path] }) else {
            throw FileFailure(.open, path, ENOENT)
        }
        return TracedFile(disk: self, file: file, path: path)
    }

    func create(_ path: String) throws(FileFailure) -> any DiskFile {
        let file = try perform(.create, path) { state in
            let file = state.files.count
            state.files.append([])
            state.names[path] = file
            state.events.append(.create(path, file: file))
            return file
        }
        return TracedFile(disk: self, file: file, path: path)
    }

    func rename(_ path: String, to new: String) throws(FileFailure) {
        try perform(.rename, path) { state in
            guard let file = state.names.removeValue(forKey: path) else { return }
            state.names[new] = file
            state.events.append(.rename(path, to: new, file: file))
        }
    }

    func remove(_ path: String) throws(FileFailure) {
        try perform(.remove, path) { state in
            state.names[path] = nil
            state.events.append(.remove(path))
        }
    }

    func syncFolder(_ path: String) throws(FileFailure) {
        try perform(.syncFolder, path) { $0.events.append(.syncFolder(path)) }
    }

    fileprivate func perform<Result>(
        _ operation: FileFailure.Operation, _ path: String, _ body: (inout State) -> Result
    ) throws(FileFailure) -> Result {
        let outcome: Swift.Result<Result, FileFailure> = state.withLock { state in
            if let code = state.faults[operation] ?? (state.operationsLeft == 0 ? EIO : nil) {
                return .failure(FileFailure(operation, path, code))
            }
            state.operationsLeft -= 1
            let count = state.events.count
            let result = body(&state)
            if leftOut.contains(operation) { state.events.removeLast(state.events.count - count) }
            return .success(result)
        }
        return try outcome.get()
    }
}

/// A file of such a disk.
private struct TracedFile: DiskFile {
    let disk: TracedDisk
    let file: Int
    let path: String

    func size() -> Int { disk.state.withLock { $0.files[file].count } }

    func read(_ count: Int, at offset: Int, into bytes: inout [UInt8]) {
        bytes = disk.state.withLock { state in
            Array(state.files[file].dropFirst(offset).prefix(count))
        }
    }

    func write(_ bytes: Span<UInt8>, at offset: Int) throws(FileFailure) {
        var copy: [UInt8] = []
        for index in bytes.indices { copy.append(bytes[index]) }
        try disk.perform(.write, path) { state in
            state.files[file].put(copy, at: offset)
            state.events.append(.write(file: file, offset: offset, bytes: copy))
        }
    }

    func reserve(_ size: Int) throws(FileFailure) {
        try disk.perform(.reserve, path) { state in
            state.files[file].grow(to: size)
            state.events.append(.reserve(file: file, size: size))
        }
    }

    func sync() throws(FileFailure) {
        try disk.perform(.sync, path) { $0.events.append(.sync(file: file)) }
    }

    // Never left out: they are what makes new files and those of dead processes durable.
    func syncAll() throws(FileFailure) {
        try disk.perform(.syncAll, path) { $0.events.append(.sync(file: file)) }
    }

    func settle() throws(FileFailure) { try syncAll() }
}

func folderName(of path: String) -> String {
    String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
}

extension [UInt8] {
    mutating func grow(to size: Int) {
        if count < size { self += [UInt8](repeating: 0, count: size - count) }
    }

    /// Writes over what is there, or behind it.
    mutating func put(_ bytes: some Collection<UInt8>, at offset: Int) {
        grow(to: offset + bytes.count)
        replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }
}
