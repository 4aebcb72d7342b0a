import Dispatch
import Glibc
import Synchronization

/// Files that wait to become segments: used ones that are covered, and one that is prepared ahead
/// of need, so that no append waits until a whole file is written.
///
/// Sendable because the preparing goes on beside the journal's thread.
final class Spares: Sendable {
    /// How many used files are kept. More come up only where the state lags behind for long.
    static let max = 4
    /// Written, and made durable, at a time: the syncs of the journal itself wait behind it.
    private static let chunkSize = 4 << 20

    /// Bytes of each.
    private let size: Int
    private let folder: String
    private let disk: any Disk
    private let state: Mutex<State>
    /// Runs what prepares, one after the other; to wait for it is to take one's turn.
    private let turns = DispatchQueue(label: "tidemark.journal")

    private struct State {
        var ready: [String]
        /// The number of the last file, in its name.
        var number: UInt64
        var isClosed = false

        mutating func nextNumber() -> UInt64 {
            number += 1
            return number
        }
    }

    /// - Parameter numbers: of the spare files that are in the folder.
    init(_ numbers: [UInt64], of size: Int, in folder: String, on disk: any Disk) {
        self.size = size
        self.folder = folder
        self.disk = disk
        state = Mutex(
            State(ready: numbers.map(SpareName.text), number: numbers.max() ?? 0))
    }

    /// Begins to prepare one where there is none.
    ///
    /// If it fails, nobody is told: it is tried again, and tells, when the file is needed.
    func prepareAhead() {
        turns.async { [self] in
            guard state.withLock({ $0.ready.isEmpty }) else { return }
            if case .success(let name) = prepared() { add([name]) }
        }
    }

    /// The name of one, which is the caller's now; waits for one that is being prepared.
    func take() throws(JournalError) -> String {
        if let name = takeReady() { return name }
        let result: Result<String, JournalError> = turns.sync {
            if let name = takeReady() { return .success(name) }
            return prepared()
        }
        return try result.get()
    }

    /// One of another size, which is all that will be written to it.
    func take(of size: Int) throws(JournalError) -> String {
        try turns.sync { prepared(of: size) }.get()
    }

    /// Names for so many files that are about to become spares, or fewer where there are enough.
    func names(for count: Int) -> [String] {
        state.withLock { state in
            let room = Swift.max(0, Self.max - state.ready.count)
            return (0..<min(count, room)).map { _ in SpareName.text(state.nextNumber()) }
        }
    }

    /// These have become spares, and durably so.
    func add(_ names: [String]) {
        state.withLock { $0.ready += names }
    }

    /// Waits for what is being prepared.
    func settle() { turns.sync {} }

    /// Ends what is being prepared, and waits for it.
    func close() {
        state.withLock { $0.isClosed = true }
        settle()
    }

    private func takeReady() -> String? {
        state.withLock { $0.ready.isEmpty ? nil : $0.ready.removeFirst() }
    }
}

// MARK: - Preparing

extension Spares {
    private func prepared(of other: Int? = nil) -> Result<String, JournalError> {
        let number = state.withLock { $0.nextNumber() }
        let draft = folder + "/" + SpareName.draft(number)
        do throws(FileFailure) {
            let file = try disk.create(draft)
            try file.reserve(other ?? size)
            if other == nil { try fill(file) }
            try file.syncAll()
            try disk.rename(draft, to: folder + "/" + SpareName.text(number))
            return .success(SpareName.text(number))
        } catch {
            // What is left of it goes when the journal is opened, if it can't now.
            try? disk.remove(draft)
            return .failure(JournalError(making: error))
        }
    }

    /// Writes zeros over the room that was reserved. Reserving alone would leave it marked as not
    /// written, and the first sync of each part of it would have to change those marks too: a
    /// second write, elsewhere, that this saves.
    private func fill(_ file: any DiskFile) throws(FileFailure) {
        let zeros = [UInt8](repeating: 0, count: min(Self.chunkSize, size))
        for offset in stride(from: 0, to: size, by: zeros.count) {
            guard !state.withLock({ $0.isClosed }) else {
                throw FileFailure(.write, folder, ECANCELED)
            }
            let count = min(zeros.count, size - offset)
            try file.write(zeros.span.extracting(0..<count), at: offset)
            try file.sync()
        }
    }
}
