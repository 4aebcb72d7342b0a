import TestSupport

@testable import Journal

/// What is durable on a disk as its trace goes on, and what isn't yet: out of both come the files
/// that a crash at this point may leave.
///
/// Of what isn't durable, each write may be there, be missing, or be there in some of its sectors
/// of 512 bytes; each new size, name and removal may be there or not, independently of all others.
struct CrashedDisk {
    private static let sectorSize = 512

    private var names: [String: Int] = [:]
    private var files: [Int: [UInt8]] = [:]
    private var writes: [Int: [TracedDisk.Event]] = [:]
    private var namings: [(event: TracedDisk.Event, folders: Set<String>)] = []

    init(_ files: [String: [UInt8]] = [:]) {
        // In the order in which a traced disk numbers them.
        for (file, (path, bytes)) in files.sorted(by: { $0.key < $1.key }).enumerated() {
            names[path] = file
            self.files[file] = bytes
        }
    }

    mutating func play(_ event: TracedDisk.Event) {
        switch event {
        case .write(let file, _, _), .reserve(let file, _): writes[file, default: []].append(event)
        case .sync(let file):
            for write in writes.removeValue(forKey: file) ?? [] { Self.apply(write, to: &files) }
        case .create(let path, _), .remove(let path):
            namings.append((event, [folderName(of: path)]))
        case .rename(let path, let new, _):
            namings.append((event, [folderName(of: path), folderName(of: new)]))
        case .syncFolder(let path):
            for index in namings.indices { namings[index].folders.remove(path) }
            for naming in namings where naming.folders.isEmpty {
                Self.apply(naming.event, to: &names)
            }
            namings.removeAll { $0.folders.isEmpty }
        case .note: break
        }
    }

    /// One of the states of the disk that may be found after a crash here.
    func image(_ random: inout SeededGenerator) -> [String: [UInt8]] {
        var (names, files) = (names, files)
        // Often all or nothing of it: what is in between is rarer, and there is more of it.
        let luck = random.pick(0, 50, 50, 90, 100)
        for (event, _) in namings where random.chance(luck) { Self.apply(event, to: &names) }
        for (_, events) in writes.sorted(by: { $0.key < $1.key }) {
            for event in events {
                if random.chance(luck) {
                    Self.apply(event, to: &files)
                } else if case .write(let file, let offset, let bytes) = event, random.chance(50) {
                    Self.tear(file, offset, bytes, to: &files, &random)
                }
            }
        }
        return names.mapValues { files[$0] ?? [] }
    }

    private static func tear(
        _ file: Int, _ offset: Int, _ bytes: [UInt8], to files: inout [Int: [UInt8]],
        _ random: inout SeededGenerator
    ) {
        var start = offset
        while start < offset + bytes.count {
            let end = min((start / sectorSize + 1) * sectorSize, offset + bytes.count)
            if random.chance(50) {
                files[file, default: []].put(bytes[start - offset..<end - offset], at: start)
            }
            start = end
        }
    }

    private static func apply(_ event: TracedDisk.Event, to files: inout [Int: [UInt8]]) {
        switch event {
        case .write(let file, let offset, let bytes):
            files[file, default: []].put(bytes, at: offset)
        case .reserve(let file, let size): files[file, default: []].grow(to: size)
        default: break
        }
    }

    private static func apply(_ event: TracedDisk.Event, to names: inout [String: Int]) {
        switch event {
        case .create(let path, let file): names[path] = file
        case .remove(let path): names[path] = nil
        case .rename(let path, let new, let file):
            if names[path] == file { names[path] = nil }
            names[new] = file
        default: break
        }
    }
}
