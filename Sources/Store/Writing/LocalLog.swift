import Dispatch
import Foundation
import LMDB
import Ledger
import Synchronization

/// The log of one machine: the LMDB transaction itself, on a thread of its own.
///
/// Whatever waits when a group ends becomes the next group: its commands are applied one after the
/// other in one write transaction, and one synced commit makes them durable. Only then are they
/// answered and the observers told.
final class LocalLog: CommandLog {
    private let queue: WriteQueue
    private let writer: GroupWriter
    private let lastSequence: Atomic<UInt64>
    private let ended = DispatchSemaphore(value: 0)
    private let onCommit: @Sendable (UInt64) -> Void
    private let onFailure: @Sendable (StoreError) -> Void

    init(
        _ writer: GroupWriter, _ options: StoreOptions,
        onCommit: @escaping @Sendable (UInt64) -> Void,
        onFailure: @escaping @Sendable (StoreError) -> Void
    ) {
        self.writer = writer
        self.onCommit = onCommit
        self.onFailure = onFailure
        queue = WriteQueue(capacity: options.queueMax)
        lastSequence = Atomic(writer.sequence)
        let thread = Thread { [self] in run(groupMax: options.groupMax) }
        thread.name = "tidemark-writer"
        thread.stackSize = 8 << 20
        thread.start()
    }

    var tail: UInt64 { lastSequence.load(ordering: .acquiring) }

    /// Writes that wait.
    var depth: Int { queue.count }

    func submit(_ write: PendingWrite) {
        if let refusal = queue.add(write) { write.completion(.failure(refusal)) }
    }

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

    private func run(groupMax: Int) {
        defer { ended.signal() }
        while let group = queue.take(groupMax) {
            var rest = group[...]
            do throws(StoreError) {
                while !rest.isEmpty {
                    let results = try writer.write(rest)
                    answer(rest, results)
                    rest = rest.dropFirst(results.count)
                }
            } catch {
                for write in rest { write.completion(.failure(error)) }
                end(after: error)
                return
            }
        }
    }

    /// Answers the first of the writes, for which there are results.
    private func answer(
        _ writes: ArraySlice<PendingWrite>, _ results: [Swift.Result<Written, StoreError>]
    ) {
        let sequence = writer.sequence
        let moved = lastSequence.exchange(sequence, ordering: .releasing) != sequence
        for (write, result) in zip(writes, results) { write.completion(result) }
        if moved { onCommit(sequence) }
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
