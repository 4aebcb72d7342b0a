import Ledger

/// A write on its way through the writer, with all that applying it takes from outside.
enum AdmittedWrite: Sendable {
    case journaled(JournaledWrite, Outcome.Extent)
    /// What is only tried is in no journal: nothing stays of it.
    case dry([Command], Occasion)

    init(_ write: PendingWrite, _ occasions: inout OccasionSource) {
        if let journaled = JournaledWrite(write, { occasions.next() }) {
            self = .journaled(journaled, write.extent)
        } else {
            self = .dry(write.commands, occasions.next())
        }
    }

    var commandCount: Int {
        switch self {
        case .journaled(let write, _): write.commands.count
        case .dry(let commands, _): commands.count
        }
    }

    var journaled: JournaledWrite? {
        if case .journaled(let write, _) = self { write } else { nil }
    }
}

// MARK: - In the book

extension LMDBBook {
    /// Applies a write: the same on the same state, whenever that is.
    /// - Parameter extent: how much of the results is wanted; what is written is the same.
    mutating func apply(
        _ write: JournaledWrite, _ extent: Outcome.Extent
    ) throws(StoreError) -> Written {
        switch write.mode {
        case .each: try applyEach(write, extent)
        case .all: try applyAll(write, extent)
        }
    }

    private mutating func applyEach(
        _ write: JournaledWrite, _ extent: Outcome.Extent
    ) throws(StoreError) -> Written {
        var items: [Written.Item] = []
        items.reserveCapacity(write.commands.count)
        // By their place, as a loop over the commands themselves would copy each.
        for index in write.commands.indices {
            let stamp = Stamp(after: state, write.occasions[index])
            let outcome = try apply(write.commands[index], stamp, extent)
            let isNote = write.commands[index].isNote
            if outcome.isApplied {
                if isNote { sealNote() } else { try seal(stamp) }
            }
            items.append(Written.Item(outcome, stamp, isNote: isNote))
        }
        return Written(items: items, refusal: nil)
    }

    private mutating func applyAll(
        _ write: JournaledWrite, _ extent: Outcome.Extent
    ) throws(StoreError) -> Written {
        let stamp = Stamp(after: state, write.occasions[0])
        switch try applyAll(write.commands, stamp, extent) {
        case .rejected(let rejection, let item):
            return Written(
                items: [], refusal: Written.Refusal(rejection: rejection, item: item))
        case .applied(let outcomes):
            let applied = zip(write.commands, outcomes).filter(\.1.isApplied)
            if applied.contains(where: { !$0.0.isNote }) { try seal(stamp) }
            for (command, _) in applied where command.isNote { sealNote() }
            return Written(
                items: zip(outcomes, write.commands).map {
                    Written.Item($0, stamp, isNote: $1.isNote)
                },
                refusal: nil)
        }
    }

    /// What commands would come to; nothing of it stays.
    mutating func tryOut(
        _ commands: [Command], _ occasion: Occasion
    ) throws(StoreError) -> Written {
        let outcomes = try applyDry(commands, Stamp(after: state, occasion))
        return Written(
            items: outcomes.map { Written.Item(outcome: $0, sequence: 0) }, refusal: nil)
    }
}

extension Outcome {
    fileprivate var isApplied: Bool {
        if case .applied = self { true } else { false }
    }
}

extension Written.Item {
    fileprivate init(_ outcome: Outcome, _ stamp: Stamp, isNote: Bool) {
        self.outcome = outcome
        sequence =
            switch outcome {
            case .applied: isNote ? stamp.sequence - 1 : stamp.sequence
            case .replayed(_, let sequence): sequence
            case .rejected: stamp.sequence - 1
            }
    }
}
