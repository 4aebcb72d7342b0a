import Dispatch
package import Ledger
import Synchronization

/// Where writes enter, and what makes them durable and gives them their order.
///
/// Services know nothing else of writing, so that another log (an append-only journal in front of
/// LMDB, or one that several machines agree on) takes the place of this one without their noticing.
package protocol CommandLog: Sendable {
    /// Takes a write in. It is answered once, from the log's own thread: after it is durable, or
    /// when it is certain that nothing of it was written.
    func submit(_ write: PendingWrite)

    /// The last sequence that is durable.
    var tail: UInt64 { get }
}

extension CommandLog {
    /// Writes commands and waits until they are durable: for threads that have nothing else to do.
    @available(*, noasync, message: "it waits for the disk")
    package func write(
        _ commands: [Command], _ mode: PendingWrite.Mode = .each
    ) -> Swift.Result<Written, StoreError> {
        let done = DispatchSemaphore(value: 0)
        let answer = Mutex<Swift.Result<Written, StoreError>>(.failure(.closed))
        submit(
            PendingWrite(commands, mode) { result in
                answer.withLock { $0 = result }
                done.signal()
            })
        done.wait()
        return answer.withLock { $0 }
    }
}

/// Commands on their way, and whom to tell.
package struct PendingWrite: Sendable {
    package let commands: [Command]
    package let mode: Mode
    /// How much of the results is wanted. What is only tried is shown in full.
    package let extent: Outcome.Extent
    /// After this instant it isn't begun any more.
    package let deadline: ContinuousClock.Instant?
    package let completion: @Sendable (Swift.Result<Written, StoreError>) -> Void

    package init(
        _ commands: [Command], _ mode: Mode, _ extent: Outcome.Extent = .full,
        deadline: ContinuousClock.Instant? = nil,
        completion: @escaping @Sendable (Swift.Result<Written, StoreError>) -> Void
    ) {
        self.commands = commands
        self.mode = mode
        self.extent = extent
        self.deadline = deadline
        self.completion = completion
    }

    package init(
        _ command: Command, deadline: ContinuousClock.Instant? = nil,
        completion: @escaping @Sendable (Swift.Result<Written, StoreError>) -> Void
    ) {
        self.init([command], .each, deadline: deadline, completion: completion)
    }

    /// How commands that come together stand to each other.
    package enum Mode: Sendable {
        /// Each is a commit of its own, or is refused.
        case each
        /// All are one commit, or none is applied.
        case all
        /// Nothing stays of them; the answer is what would have been.
        case dry
        /// There are none; the answer comes once LMDB holds all that came before.
        case settle
    }
}

/// What became of commands.
package struct Written: Sendable {
    /// One for each command, in order; none where a batch was refused as a whole.
    package let items: [Item]
    /// Why all commands of an atomic batch were refused, and by which of them.
    package let refusal: Refusal?

    /// What settling comes to.
    static let nothing = Written(items: [], refusal: nil)

    package struct Item: Sendable {
        package let outcome: Outcome
        /// The commit that holds the result; for a refusal or a note the last one before it; 0 for
        /// what was only tried.
        package let sequence: UInt64
    }

    package struct Refusal: Sendable {
        package let rejection: Rejection
        package let item: Int
    }
}
