import Dispatch
import Foundation
import Ledger
import Synchronization

/// The log of one machine: an append-only journal, and LMDB behind it, on a thread of its own.
///
/// Whatever waits when a group ends becomes the next group. It is written to the journal as it came
/// and made durable by one sync, then applied and answered. LMDB gets what was applied from time to
/// time, synced; the part of the journal that it covers is then used again.
final class LocalLog: CommandLog {
    private let queue: WriteQueue
    private let options: StoreOptions
    private let lastSequence: Atomic<UInt64>
    private let ended = DispatchSemaphore(value: 0)
    private let onCommit: @Sendable (CommitNotice) -> Void
    private let onFailure: @Sendable (StoreError) -> Void
    private let tap = Mutex<EventTap?>(nil)

    /// - Parameter writer: has applied all that the journal holds.
    init(
        _ writer: LogWriter, _ options: StoreOptions,
        onCommit: @escaping @Sendable (CommitNotice) -> Void,
        onFailure: @escaping @Sendable (StoreError) -> Void
    ) {
        self.options = options
        self.onCommit = onCommit
        self.onFailure = onFailure
        queue = WriteQueue(capacity: options.queueMax)
        lastSequence = Atomic(writer.sequence)
        let thread = Thread { [self] in run(writer) }
        thread.name = "tidemark-writer"
        thread.stackSize = 8 << 20
        thread.start()
    }

    var tail: UInt64 { lastSequence.load(ordering: .acquiring) }

    /// Writes that wait.
    var depth: Int { queue.count }

    /// Has events told as they are made.
    func tell(_ tap: EventTap) { self.tap.withLock { $0 = tap } }

    func submit(_ write: PendingWrite) {
        if let refusal = queue.add(write) { write.completion(.failure(refusal)) }
    }

    /// Brings into LMDB what the journal alone holds, and waits for it: what is read there then is
    /// as new as anything that was answered before.
    @available(*, noasync, message: "it waits for the disk")
    func settle() throws(StoreError) { _ = try write([], .settle).get() }

    /// Takes no more writes; the thread finishes those that wait, and ends.
    func stop() {
        queue.close()
    }

    /// The same, and waits for it. Not to be called from a completion, which the thread waits for.
    func close() {
        stop()
        ended.wait()
        // Whoever closes a second time doesn't wait for ever.
        ended.signal()
    }
}

// MARK: - The thread

extension LocalLog {
    private func run(_ writer: LogWriter) {
        defer { ended.signal() }
        var writer = writer
        do throws(StoreError) {
            while let group = queue.take(options.groupMax, patience: writer.patience) {
                if group.isEmpty {
                    try writer.commit()
                } else {
                    try write(group, &writer)
                }
            }
            try writer.end()
        } catch {
            writer.breakOff()
            end(after: error)
        }
    }

    /// Writes a group and answers for it.
    private func write(
        _ group: [PendingWrite], _ writer: inout LogWriter
    ) throws(StoreError) {
        let former = writer.sequence
        let settling = group.filter { $0.mode == .settle }
        var rest = group.filter { $0.mode != .settle }[...]
        do throws(StoreError) {
            rest = try writer.admit(rest) { $0.completion(.failure($1)) }
            try writer.write(rest, tap.withLock { $0 }) { (results, sequence) in
                // Whoever is told of a commit finds it there.
                lastSequence.store(sequence, ordering: .releasing)
                for (write, result) in zip(rest, results) { write.completion(result) }
                rest = rest.dropFirst(results.count)
            }
            let arrivals = writer.takeArrivals()
            if writer.sequence != former {
                onCommit(
                    CommitNotice(
                        sequence: writer.sequence, time: writer.time, arrivals: arrivals))
            }
            guard !settling.isEmpty else { return }
            let isSettled = try writer.commit()
            for write in settling {
                write.completion(isSettled ? .success(.nothing) : .failure(.diskFull))
            }
        } catch {
            for write in rest + settling { write.completion(.failure(error)) }
            throw error
        }
    }

    /// A sync that failed may have lost what was to be written: nothing may follow it.
    private func end(after error: StoreError) {
        queue.close()
        while let group = queue.take(.max) {
            for write in group { write.completion(.failure(.closed)) }
        }
        onFailure(error)
    }
}
