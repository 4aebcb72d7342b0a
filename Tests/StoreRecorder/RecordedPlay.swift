import Dispatch
import Glibc
import Ledger
package import Store
import Synchronization
import TestSupport

/// A run of seeded work on a store.
struct RecordedPlay {
    private let store: LedgerStore
    private let notes: NoteFile
    private let seed: UInt64

    init(in folder: String, seed: UInt64) throws {
        self.seed = seed
        notes = try NoteFile(folder + "/notes")
        store = try LedgerStore(folder: folder + "/store", options: .recorded)
    }

    func run(_ steps: Int) throws {
        try noteState()
        var work = RecordedWork(seed: seed)
        for _ in 0..<steps {
            try perform(work.next(), &work)
            try noteState()
        }
        let last = try store.read { $0.sequence }
        for sequence in stride(from: 1, through: last, by: 1) {
            guard let commit = try store.read({ try $0.commit(sequence) }) else { continue }
            try notes.write(.commit(sequence: sequence, hash: commit.chainHash.hexadecimal))
        }
        store.close()
    }

    private func perform(_ step: RecordedWork.Step, _ work: inout RecordedWork) throws {
        switch step {
        case .writes(let writes):
            for (write, answer) in zip(writes, submit(writes)) {
                // A dry run leaves nothing, and so promises nothing.
                guard write.mode != .dry else { continue }
                let items = try answer.get().items
                for (command, item) in zip(write.commands, items) {
                    work.note(item.outcome)
                    if let note = command.note(of: item.outcome) { try notes.write(note) }
                }
            }
        case .settle: try store.readAtLength { _ in }
        }
    }

    /// Whatever can be read is durable.
    private func noteState() throws {
        let state = try store.read { $0.state }
        try notes.write(.seen(sequence: state.sequence, notes: state.noteCount))
    }

    private func submit(_ writes: [RecordedWork.Write]) -> [Swift.Result<Written, StoreError>] {
        let answers = Answers()
        for write in writes {
            store.log.submit(PendingWrite(write.commands, write.mode) { answers.add($0) })
        }
        return answers.wait(for: writes.count)
    }
}

extension StoreOptions {
    /// So small that everything happens soon: new segments, used ones, commits, a larger map.
    package static var recorded: StoreOptions {
        var options = StoreOptions()
        options.initialMapBytes = 512 << 10
        options.journalSegmentBytes = 64 << 10
        options.commitMax = 60
        options.commitIdle = .milliseconds(2)
        options.viewsMax = 16
        return options
    }
}

extension Command {
    /// What is to be remembered of its answer.
    fileprivate func note(of outcome: Outcome) -> RecordedNote? {
        let reference: Reference
        switch self {
        case .createTransaction(let command): reference = command.reference
        case .createChild(let command): reference = command.reference
        default: return nil
        }
        if let transaction = outcome.transaction?.transaction {
            return .applied(reference.description, transaction.id)
        }
        return .refused(reference.description)
    }
}

/// Answers as they come, which is the order of the writes.
private final class Answers: Sendable {
    private let answers = Mutex<[Swift.Result<Written, StoreError>]>([])
    private let arrived = DispatchSemaphore(value: 0)

    func add(_ answer: Swift.Result<Written, StoreError>) {
        answers.withLock { $0.append(answer) }
        arrived.signal()
    }

    func wait(for count: Int) -> [Swift.Result<Written, StoreError>] {
        for _ in 0..<count { arrived.wait() }
        return answers.withLock { $0 }
    }
}

/// The file of notes, a write for each, so that its place in the trace is its place in time.
private struct NoteFile {
    struct Unwritable: Error {
        let code: Int32
    }

    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Unwritable(code: errno) }
    }

    func write(_ note: RecordedNote) throws {
        let line = Array("\(note)\n".utf8)
        let done = unsafe line.withUnsafeBytes { line in
            unsafe Glibc.write(descriptor, line.baseAddress, line.count)
        }
        guard done == line.count else { throw Unwritable(code: errno) }
    }
}
