extension Book where Self: ~Copyable {
    /// Applies one command: checks in order of precedence, then the writes, all in one.
    ///
    /// A function of the book's state, the command and the stamp: no clock, no chance, no order but
    /// that of the bytes. The same commands on the same state give the same bytes, however much of
    /// the results is wanted.
    package mutating func apply(
        _ command: Command, _ stamp: Stamp, _ extent: Outcome.Extent = .full
    ) throws(Failure) -> Outcome {
        var commit = Commit(stamp, extent)
        return try apply(command, &commit)
    }

    /// Applies commands as one commit: all of them, or where one is refused none.
    package mutating func applyAll(
        _ commands: [Command], _ stamp: Stamp, _ extent: Outcome.Extent = .full
    ) throws(Failure) -> BatchOutcome {
        beginTrial()
        var commit = Commit(stamp, extent)
        var outcomes: [Outcome] = []
        for (position, command) in commands.enumerated() {
            let outcome = try apply(command, &commit)
            if case .rejected(let rejection) = outcome {
                try takeBack()
                return .rejected(rejection, item: position)
            }
            outcomes.append(outcome)
        }
        endTrial()
        return .applied(outcomes)
    }

    /// What commands would come to, one after the other; nothing of it stays.
    package mutating func applyDry(
        _ commands: [Command], _ stamp: Stamp
    ) throws(Failure) -> [Outcome] {
        beginTrial()
        var commit = Commit(stamp, .full)
        var outcomes: [Outcome] = []
        for command in commands { outcomes.append(try apply(command, &commit)) }
        try takeBack()
        return outcomes
    }

    private mutating func apply(
        _ command: Command, _ commit: inout Commit
    ) throws(Failure) -> Outcome {
        switch command {
        case .createLedger(let command): try create(command, &commit)
        case .updateLedger(let command): try update(command, &commit)
        case .createBalance(let command): try create(command, &commit)
        case .updateBalance(let command): try update(command, &commit)
        case .createTransaction(let command): try create(command, &commit)
        case .createChild(let command): try create(command, &commit)
        case .cancelTransaction(let command): try cancel(command, &commit)
        case .runScheduled(let id): try runScheduled(id, &commit)
        case .commitDue(let id): try commitDue(id, &commit)
        case .expireDue(let id): try expireDue(id, &commit)
        case .createMonitor(let command): try create(command, &commit)
        case .updateMonitor(let command): try update(command, &commit)
        case .deleteMonitor(let command): try delete(command, &commit)
        case .createWebhook(let command): try create(command, &commit)
        case .updateWebhook(let command): try update(command, &commit)
        case .deleteWebhook(let command): try delete(command, &commit)
        case .rotateWebhookSecret(let command): try rotate(command, &commit)
        case .retryDelivery(let command): try retry(command, &commit)
        case .sendTestEvent(let command): try sendTest(command, &commit)
        case .createSubscription(let command): try create(command, &commit)
        case .deleteSubscription(let command): try delete(command, &commit)
        case .note(let note): try apply(note, commit)
        }
    }
}

/// What the commands of one commit share: its stamp, its ids, its count of events.
struct Commit {
    let stamp: Stamp
    let extent: Outcome.Extent
    var identifiers: IdentifierSource
    private var nextEvent: UInt32 = 0

    init(_ stamp: Stamp, _ extent: Outcome.Extent) {
        self.stamp = stamp
        self.extent = extent
        identifiers = IdentifierSource(stamp)
    }

    var time: Timestamp { stamp.time }

    /// Numbers an event of the commit.
    mutating func event(_ content: Event.Content) -> Event {
        defer { nextEvent += 1 }
        return Event(
            sequence: stamp.sequence, index: nextEvent, time: stamp.time, content: content)
    }
}
