import Dispatch
import Ledger
import Synchronization
import TestSupport

@testable import Store

/// A store in a folder of its own.
struct StoreFixture {
    let folder = TemporaryFolder()
    let store: LedgerStore

    /// - Parameter prepare: what is done with the files of a former run before the store is opened.
    init(
        options: StoreOptions = .small, prepare: (String) throws -> Void = { _ in }
    ) throws {
        try prepare(folder.path)
        store = try LedgerStore(folder: folder.path, options: options)
    }

    func close() { store.close() }
}

extension StoreOptions {
    /// Small enough that hundreds of stores can be open in one process.
    static var small: StoreOptions {
        var options = StoreOptions()
        options.initialMapBytes = 16 << 20
        options.viewsMax = 32
        options.journalSegmentBytes = 1 << 20
        return options
    }
}

extension LedgerStore {
    /// Opens a store in an asynchronous test, which has nothing else to do than to wait for the disk.
    static func opened(
        _ path: String, _ options: StoreOptions = .small,
        onFailure: @escaping @Sendable (StoreError) -> Void = { _ in }
    ) throws -> LedgerStore {
        try LedgerStore(folder: path, options: options, onFailure: onFailure)
    }

    func finish() { close() }

    func settled() throws { try readAtLength { _ in } }
}

// MARK: - Commands

extension Command {
    /// A dollar from the world to a balance that is made with its first one.
    static func payment(_ number: Int, to name: String = "@till", _ amount: Int128 = 100) -> Command
    {
        .createTransaction(
            CreateTransaction(
                reference: .make("payment \(number)"),
                order: TransactionOrder(
                    currency: .dollar, amount: Amount(amount), source: .indicator(.world),
                    destination: .indicator(.make(name)))))
    }
}

extension Reference {
    static func make(_ text: String) -> Reference {
        guard let reference = Reference(text) else { preconditionFailure("no reference: \(text)") }
        return reference
    }
}

extension Indicator {
    static func make(_ text: String) -> Indicator {
        guard let indicator = Indicator(text) else { preconditionFailure("no indicator: \(text)") }
        return indicator
    }
}

extension Currency {
    static var dollar: Currency {
        guard let currency = Currency("USD") else { preconditionFailure("no currency") }
        return currency
    }
}

// MARK: - Writing

typealias Answer = Swift.Result<Written, StoreError>

extension LedgerStore {
    /// Hands commands in at once and waits until all are answered.
    func write(
        _ commands: [Command], deadline: ContinuousClock.Instant? = nil
    ) -> [Answer] {
        let answers = Answers()
        for command in commands { answers.submit(command, to: self, deadline: deadline) }
        return answers.wait(for: commands.count)
    }

    /// The same, with the writer held up until all are handed in.
    func writeInOneGroup(_ commands: [Command]) -> [Answer] {
        let answers = Answers()
        let held = HeldWriter(self)
        for command in commands { answers.submit(command, to: self) }
        held.release()
        return answers.wait(for: commands.count)
    }

    /// Hands one command in and waits for its result.
    @discardableResult
    func write(_ command: Command) throws -> Written {
        try write([command])[0].get()
    }
}

extension LedgerStore {
    /// Hands commands in together and waits for their results.
    func write(_ commands: [Command], _ mode: PendingWrite.Mode) throws -> Written {
        let answers = Answers()
        answers.submit(commands, mode, to: self)
        return try answers.wait(for: 1)[0].get()
    }
}

extension Written {
    /// What the one command came to.
    var outcome: Outcome { items[0].outcome }
    var sequence: UInt64 { items[0].sequence }
}

extension Swift.Result<Written, StoreError> {
    var failure: StoreError? {
        if case .failure(let failure) = self { failure } else { nil }
    }

    var isApplied: Bool {
        if case .success(let written) = self, case .applied = written.outcome {
            true
        } else {
            false
        }
    }
}

/// Answers as they come, in their order.
final class Answers: Sendable {
    private let answers = Mutex<[Answer]>([])
    private let arrived = DispatchSemaphore(value: 0)

    func submit(
        _ command: Command, to store: LedgerStore, deadline: ContinuousClock.Instant? = nil
    ) {
        store.log.submit(PendingWrite(command, deadline: deadline) { self.take($0) })
    }

    func submit(_ commands: [Command], _ mode: PendingWrite.Mode, to store: LedgerStore) {
        store.log.submit(PendingWrite(commands, mode) { self.take($0) })
    }

    private func take(_ answer: Answer) {
        answers.withLock { $0.append(answer) }
        arrived.signal()
    }

    var soFar: [Answer] { answers.withLock { $0 } }

    func wait(for count: Int) -> [Answer] {
        for _ in 0..<count { arrived.wait() }
        return soFar
    }
}

/// Holds the writer thread up, so that what is handed in meanwhile becomes one group.
struct HeldWriter {
    private let gate = DispatchSemaphore(value: 0)

    /// Returns once the writer stands still, in the completion of a write that is refused.
    init(_ store: LedgerStore) {
        let reached = DispatchSemaphore(value: 0)
        let refused = Command.updateLedger(UpdateLedger(id: LedgerID(bits: 0xFA15E)))
        store.log.submit(
            PendingWrite(refused) { [gate] _ in
                reached.signal()
                gate.wait()
            })
        reached.wait()
    }

    func release() { gate.signal() }
}
