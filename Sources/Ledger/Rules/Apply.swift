extension Book where Self: ~Copyable {
    /// Applies one command: checks in order of precedence, then the writes, all in one.
    ///
    /// A function of the book's state, the command and the stamp: no clock, no chance, no order but
    /// that of the bytes. The same commands on the same state give the same bytes.
    package mutating func apply(_ command: Command, _ stamp: Stamp) throws(Failure) -> Outcome {
        switch command {
        case .createLedger(let command): try create(command, stamp)
        case .updateLedger(let command): try update(command, stamp)
        case .createBalance(let command): try create(command, stamp)
        case .updateBalance(let command): try update(command, stamp)
        case .createTransaction(let command): try create(command, stamp)
        case .createMonitor(let command): try create(command, stamp)
        case .updateMonitor(let command): try update(command, stamp)
        case .deleteMonitor(let command): try delete(command, stamp)
        }
    }
}

/// Numbers the events of one commit.
struct EventNumbering {
    private let stamp: Stamp
    private var next: UInt32 = 0

    init(_ stamp: Stamp) {
        self.stamp = stamp
    }

    mutating func number(_ content: Event.Content) -> Event {
        defer { next += 1 }
        return Event(
            sequence: stamp.sequence, index: next, time: stamp.time, content: content)
    }
}
