package import Ledger

/// Where writes enter, and what makes them durable and gives them their order.
///
/// Services know nothing else of writing, so that another log (an append-only journal in front of
/// LMDB, or one that several machines agree on) takes the place of this one without their noticing.
package protocol CommandLog: Sendable {
    /// Takes a write in. It is answered once: at once where it isn't taken, else from the log's own
    /// thread, after it is durable or when it is certain that nothing of it was written. Only a
    /// failure of LMDB leaves open which, and is the last answer before `closed`.
    func submit(_ write: PendingWrite)

    /// The last sequence that is durable.
    var tail: UInt64 { get }
}

/// A command on its way, and whom to tell.
package struct PendingWrite: Sendable {
    package let command: Command
    /// After this instant it isn't begun any more.
    package let deadline: ContinuousClock.Instant?
    package let completion: @Sendable (Swift.Result<Written, StoreError>) -> Void

    package init(
        _ command: Command, deadline: ContinuousClock.Instant? = nil,
        completion: @escaping @Sendable (Swift.Result<Written, StoreError>) -> Void
    ) {
        self.command = command
        self.deadline = deadline
        self.completion = completion
    }
}

/// What became of a command.
package struct Written: Sendable {
    package let outcome: Outcome
    /// The commit that holds the result; for a refusal, the last one before it.
    package let sequence: UInt64
}
