extension Book where Self: ~Copyable {
    mutating func apply(_ note: Note, _ commit: Commit) throws(Failure) -> Outcome {
        switch note {
        case .acknowledge(let note): return try acknowledge(note, commit)
        case .trimEvents(let note): return try trim(note, commit)
        case .attempt(let note): try self.note(note, commit)
        case .clearQueue(let note): try clearQueue(of: note.id, commit)
        case .forgetDeliveries(let note): try forget(note)
        }
        return .applied(.noted)
    }

    /// Lets events go up to a sequence, but none that is still to be delivered: whoever asked may
    /// not have seen what was queued since.
    private mutating func trim(
        _ note: TrimEvents, _ commit: Commit
    ) throws(Failure) -> Outcome {
        guard note.subscriptionsMade == subscriptionsMade() else { return .applied(.noted) }
        var through = min(note.through, commit.stamp.sequence - 1)
        if let unfinished = try oldestUnfinishedDelivery() {
            through = min(through, unfinished - 1)
        }
        if through > trimmedThrough() { try deleteEvents(through: through) }
        return .applied(.noted)
    }
}
