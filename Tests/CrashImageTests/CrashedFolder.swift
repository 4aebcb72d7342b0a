import Foundation
import TestSupport

/// What is durable of a folder as its trace goes on, and what isn't yet: out of both come the files
/// that a crash at this point may leave.
///
/// Of what isn't durable, each write may be there, be missing, or be there in some of its sectors
/// of 512 bytes; each new size, name and removal may be there or not, independently of all others.
struct CrashedFolder {
    /// The names that a process sees, and the files behind them.
    private var seen: [String: Int]
    private var durable: [String: Int]
    private var folders: Set<String> = [""]
    private var contents: [Int: Data] = [:]
    /// By file, in their order.
    private var changes: [Int: [Change]] = [:]
    private var namings: [Naming] = []
    /// Files of a trace that were there before it began, by its numbers.
    private var known: [Int: Int] = [:]
    /// Syncs of the files and folders that this says yes to are taken for not done, and what was
    /// written last to such a file is missing: LMDB, given pages that miss in between, may end the
    /// process instead of saying so.
    private let leavesOut: @Sendable (String) -> Bool

    /// - Parameter files: all that is there, by their paths below the folder.
    init(_ files: FolderImage = FolderImage(), leavingOut: @escaping @Sendable (String) -> Bool) {
        (seen, durable, leavesOut) = ([:], [:], leavingOut)
        folders.formUnion(files.folders)
        for (number, (path, bytes)) in files.files.sorted(by: { $0.key < $1.key }).enumerated() {
            // A trace numbers its files from 1.
            (seen[path], durable[path], contents[-number]) = (-number, -number, bytes)
        }
    }

    /// A change of a file.
    fileprivate enum Change {
        case write(at: Int, Data, isCertain: Bool)
        case resize(Int)
        case reserve(Int)
    }

    /// A change of names, and the folders that have to be synced before it is durable.
    fileprivate struct Naming {
        enum Kind {
            case create(String, Int)
            case rename(String, to: String, Int)
            case remove(String)
            case makeFolder(String)
        }

        let kind: Kind
        var folders: Set<String>
    }
}

// MARK: - The trace

extension CrashedFolder {
    mutating func play(_ event: DiskEvent) {
        switch event {
        case .create(let file, let path):
            seen[path] = file
            contents[file] = Data()
            namings.append(Naming(kind: .create(path, file), folders: [path.folder]))
        case .open(let file, let path): known[file] = seen[path]
        case .write(let file, let offset, let bytes, let isDurable):
            let isCertain = isDurable && !leavesOut(path(of: file))
            change(file, .write(at: offset, bytes, isCertain: isCertain))
        case .resize(let file, let size): change(file, .resize(size))
        case .reserve(let file, let size): change(file, .reserve(size))
        case .sync(let file):
            let file = known[file] ?? file
            guard !leavesOut(path(of: file)) else { return }
            for change in changes.removeValue(forKey: file) ?? [] {
                change.apply(to: &contents[file, default: Data()])
            }
        case .syncFolder(let path): syncFolder(path)
        case .rename(let path, let new):
            guard let file = seen.removeValue(forKey: path) else { return }
            seen[new] = file
            let folders: Set = [path.folder, new.folder]
            namings.append(Naming(kind: .rename(path, to: new, file), folders: folders))
        case .remove(let path):
            seen[path] = nil
            namings.append(Naming(kind: .remove(path), folders: [path.folder]))
        case .makeFolder(let path):
            namings.append(Naming(kind: .makeFolder(path), folders: [path.folder]))
        }
    }

    /// Begins what is under way when the crash comes: of a write that returns only when it is
    /// durable, anything may be there before.
    mutating func begin(_ event: DiskEvent) {
        if case .write(let file, let offset, let bytes, _) = event {
            play(.write(file: file, offset: offset, bytes, isDurable: false))
        } else if !event.isSync {
            play(event)
        }
    }

    private mutating func change(_ file: Int, _ change: Change) {
        changes[known[file] ?? file, default: []].append(change)
    }

    private func path(of file: Int) -> String {
        seen.first { $0.value == file }?.key ?? ""
    }

    private mutating func syncFolder(_ path: String) {
        guard !leavesOut(path) else { return }
        for index in namings.indices { namings[index].folders.remove(path) }
        for naming in namings where naming.folders.isEmpty {
            naming.kind.apply(to: &durable, &folders)
        }
        namings.removeAll(where: \.folders.isEmpty)
    }
}

// MARK: - The crash

extension CrashedFolder {
    /// One of the states of the folder that may be found after a crash here.
    func image(_ random: inout SeededGenerator) -> FolderImage {
        var (names, folders, contents) = (durable, folders, contents)
        // Often all or nothing of it: what is in between is rarer, and there is more of it.
        let luck = random.pick(0, 50, 50, 90, 100)
        for naming in namings where random.chance(luck) { naming.kind.apply(to: &names, &folders) }
        for (file, changes) in changes.sorted(by: { $0.key < $1.key }) {
            let isLeftOut = leavesOut(path(of: file))
            let kept = isLeftOut ? Int.random(in: 0...changes.count, using: &random) : changes.count
            for change in changes.prefix(kept) {
                if isLeftOut || change.isCertain || random.chance(luck) {
                    change.apply(to: &contents[file, default: Data()])
                } else if random.chance(50) {
                    change.tear(into: &contents[file, default: Data()], &random)
                }
            }
        }
        return image(names, folders, contents)
    }

    /// What a process sees.
    var now: FolderImage {
        var (folders, contents, unused) = (folders, contents, durable)
        for naming in namings { naming.kind.apply(to: &unused, &folders) }
        for (file, changes) in changes {
            for change in changes { change.apply(to: &contents[file, default: Data()]) }
        }
        return image(seen, folders, contents)
    }

    private func image(
        _ names: [String: Int], _ folders: Set<String>, _ contents: [Int: Data]
    ) -> FolderImage {
        // Whatever is in a folder that is lost is lost too.
        let folders = folders.filter { folder in
            sequence(first: folder) { $0.isEmpty ? nil : $0.folder }.allSatisfy(folders.contains)
        }
        let names = names.filter { folders.contains($0.key.folder) }
        return FolderImage(folders: folders, files: names.mapValues { contents[$0] ?? Data() })
    }
}

extension CrashedFolder.Change {
    private static var sectorSize: Int { 512 }

    var isCertain: Bool { if case .write(_, _, true) = self { true } else { false } }

    func apply(to file: inout Data) {
        switch self {
        case .write(let offset, let bytes, _): file.put(bytes, at: offset)
        case .resize(let size): file = file.prefix(size) + Data(count: max(0, size - file.count))
        case .reserve(let size): file.grow(to: size)
        }
    }

    func tear(into file: inout Data, _ random: inout SeededGenerator) {
        guard case .write(let offset, let bytes, _) = self else { return }
        var start = offset
        while start < offset + bytes.count {
            let end = min((start / Self.sectorSize + 1) * Self.sectorSize, offset + bytes.count)
            if random.chance(50) { file.put(bytes[start - offset..<end - offset], at: start) }
            start = end
        }
    }
}

extension CrashedFolder.Naming.Kind {
    func apply(to names: inout [String: Int], _ folders: inout Set<String>) {
        switch self {
        case .create(let path, let file): names[path] = file
        case .remove(let path):
            names[path] = nil
            folders.remove(path)
        case .makeFolder(let path): folders.insert(path)
        case .rename(let path, let new, let file):
            if names[path] == file { names[path] = nil }
            names[new] = file
        }
    }
}

extension String {
    /// The folder that a path names something in.
    fileprivate var folder: String { String(self[..<(lastIndex(of: "/") ?? startIndex)]) }
}

extension Data {
    fileprivate mutating func grow(to size: Int) {
        if count < size { append(Data(count: size - count)) }
    }

    /// Writes over what is there, or behind it.
    fileprivate mutating func put(_ bytes: Data, at offset: Int) {
        grow(to: offset + bytes.count)
        replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }
}
