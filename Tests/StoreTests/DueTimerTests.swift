import Dispatch
import Foundation
import Ledger
import Logging
import Synchronization
import Testing

@testable import Store

/// The timer against a log that answers as it is told.
@Suite(.timeLimit(.minutes(5))) struct `The timer` {
    private static let dues = (0..<600).map { number in
        Due(
            time: .start(plus: Int64(number)), kind: .run,
            transactionID: TransactionID(bits: UInt128(number + 1)))
    }
    private static let never = DueTimer.Pauses(stuck: .seconds(86_400), failed: .seconds(86_400))
    private static let atOnce = DueTimer.Pauses(stuck: .zero, failed: .zero)

    @Test func `submits what is due in order, so much at a time`() {
        let world = TimedWorld(Self.dues) { _, commands in .applied(commands) }
        let timer = world.timer(Self.never)
        world.waitUntilDone()
        timer.stop()
        #expect(world.submitted.map(\.count) == [256, 256, 88])
        #expect(world.submitted.flatMap { $0 } == Self.dues.map(\.command))
    }

    @Test func `leaves alone what the rules refuse, and does the rest`() {
        let refused = Self.dues[0].command
        let world = TimedWorld(Array(Self.dues.prefix(3))) { _, commands in
            .applied(commands, refusing: [refused])
        }
        let timer = world.timer(Self.never)
        world.waitUntilAsked(2)
        for _ in 0..<5 {
            timer.wake()
            world.waitUntilAsked(1)
        }
        timer.stop()
        #expect(world.submitted == [Self.dues.prefix(3).map(\.command)])
        #expect(world.left == [Self.dues[0]])
    }

    @Test func `tries again later what the rules refused`() {
        let world = TimedWorld([Self.dues[0]]) { attempt, commands in
            .applied(commands, refusing: attempt < 3 ? commands : [])
        }
        let timer = world.timer(Self.atOnce)
        world.waitUntilDone()
        timer.stop()
        #expect(world.submitted == Array(repeating: [Self.dues[0].command], count: 4))
    }

    @Test func `finds the one that is damaged, and does the others`() {
        let damaged = Self.dues[1].command
        let world = TimedWorld(Array(Self.dues.prefix(4))) { _, commands in
            commands.contains(damaged)
                ? .failure(.damaged(table: "table", key: "key")) : .applied(commands)
        }
        let timer = world.timer(Self.never)
        world.waitUntilAsked(2)
        timer.wake()
        world.waitUntilAsked(1)
        timer.stop()
        let commands = Self.dues.prefix(4).map(\.command)
        #expect(world.submitted == [commands] + commands.map { [$0] })
        #expect(world.left == [Self.dues[1]])
    }

    @Test(arguments: [StoreError.diskFull, .queueFull])
    func `rests where nothing can be written`(failure: StoreError) {
        let world = TimedWorld(Self.dues) { _, _ in .failure(failure) }
        let timer = world.timer(Self.never)
        world.waitUntilSubmitted()
        for _ in 0..<10 { timer.wake() }
        timer.stop()
        #expect(world.submitted.count == 1)
    }

    @Test(arguments: [StoreError.diskFull, .queueFull])
    func `goes on once something can be written again`(failure: StoreError) {
        let world = TimedWorld(Self.dues) { attempt, commands in
            attempt < 3 ? .failure(failure) : .applied(commands)
        }
        let timer = world.timer(Self.atOnce)
        world.waitUntilDone()
        timer.stop()
        #expect(world.submitted.map(\.count) == [256, 256, 256, 256, 256, 88])
    }

    @Test func `ends with the log`() {
        let world = TimedWorld(Self.dues) { _, _ in .failure(.closed) }
        let timer = world.timer(Self.atOnce)
        world.waitUntilSubmitted()
        timer.wake()
        timer.stop()
        #expect(world.submitted.count == 1)
    }

    @Test func `goes on once what is due can be read again`() {
        let world = TimedWorld([Self.dues[0]], unreadable: 3) { _, commands in .applied(commands) }
        let timer = world.timer(Self.atOnce)
        world.waitUntilDone()
        timer.stop()
        #expect(world.submitted == [[Self.dues[0].command]])
    }

    @Test func `finishes what it has submitted before it stops`() {
        let gate = DispatchSemaphore(value: 0)
        let world = TimedWorld(Self.dues) { _, commands in
            gate.wait()
            return .applied(commands)
        }
        let timer = world.timer(Self.never)
        world.waitUntilSubmitted()
        timer.end()
        gate.signal()
        timer.stop()
        // A second time it returns at once.
        timer.stop()
        #expect(world.submitted.count == 1)
        #expect(world.left.count == 344)
    }
}

/// What a timer sees: dues, and a log.
private final class TimedWorld: CommandLog {
    typealias Script = @Sendable (_ attempt: Int, [Command]) -> Answer

    private struct State {
        var left: [Due]
        var unreadable: Int
        var submitted: [[Command]] = []
    }

    private let state: Mutex<State>
    private let script: Script
    private let asked = DispatchSemaphore(value: 0)
    private let submission = DispatchSemaphore(value: 0)
    private let done = DispatchSemaphore(value: 0)

    /// - Parameter script: how the log answers, attempt by attempt.
    init(_ dues: [Due], unreadable: Int = 0, _ script: @escaping Script) {
        state = Mutex(State(left: dues, unreadable: unreadable))
        self.script = script
    }

    var tail: UInt64 { 0 }
    var left: [Due] { state.withLock(\.left) }
    var submitted: [[Command]] { state.withLock(\.submitted) }

    func timer(_ pauses: DueTimer.Pauses) -> DueTimer {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return DueTimer(self, now: { .start(plus: 1_000) }, logger: logger, pauses: pauses) {
            try self.dues($1)
        }
    }

    private func dues(_ limit: Int) throws -> DueList {
        defer { asked.signal() }
        return try state.withLock { state in
            guard state.unreadable == 0 else {
                state.unreadable -= 1
                throw StoreError.damaged(table: "table", key: "key")
            }
            return DueList(ripe: Array(state.left.prefix(limit)))
        }
    }

    func submit(_ write: PendingWrite) {
        let attempt = state.withLock { state in
            state.submitted.append(write.commands)
            return state.submitted.count - 1
        }
        submission.signal()
        // Like a log, on a thread of its own.
        Thread.detachNewThread { [self] in
            let answer = script(attempt, write.commands)
            if case .success(let written) = answer { forget(write.commands, written) }
            write.completion(answer)
        }
    }

    private func forget(_ commands: [Command], _ written: Written) {
        let applied = zip(commands, written.items).filter { $0.1.outcome.isApplied }.map(\.0)
        let isDone = state.withLock { state in
            state.left.removeAll { applied.contains($0.command) }
            return state.left.isEmpty
        }
        if isDone { done.signal() }
    }

    func waitUntilDone() { done.wait() }
    func waitUntilSubmitted() { submission.wait() }

    /// Waits until the dues were asked for so many more times.
    func waitUntilAsked(_ count: Int) {
        for _ in 0..<count { asked.wait() }
    }
}

extension Swift.Result<Written, StoreError> {
    /// Everything was done but some commands.
    fileprivate static func applied(_ commands: [Command], refusing refused: [Command] = []) -> Self
    {
        let items = commands.map { command in
            Written.Item(
                outcome: refused.contains(command)
                    ? .rejected(Rejection(.notScheduled, "no")) : .applied(.ledger(.general)),
                sequence: 1)
        }
        return .success(Written(items: items, refusal: nil))
    }
}
