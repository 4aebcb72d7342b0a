import LMDB
import Ledger

extension StoreView {
    /// The log has no gap: every commit whose events are retained has as many as it made, numbered
    /// from 0.
    func verifyEvents(_ verifier: inout Verifier) throws(StoreError) {
        verifier.begin(.events, total: try rowCount(tables.events))
        var next: (sequence: UInt64, index: UInt64) = (oldestSequence, 0)
        try each(Event.self, of: tables.events, &verifier) {
            (event, verifier) throws(StoreError) in
            if event.sequence < oldestSequence {
                verifier.find(event.id, sequence: event.sequence, "it should have been let go")
                return
            }
            if event.sequence != next.sequence {
                try expectNone(from: next, before: event.sequence, &verifier)
                next = (event.sequence, 0)
            }
            if UInt64(event.index) != next.index {
                verifier.find(
                    event.id, sequence: event.sequence,
                    "the event before \(event.sequence).\(event.index) is missing")
            }
            next.index = UInt64(event.index) + 1
        }
        guard !verifier.isOver else { return }
        try expectNone(from: next, before: state.sequence + 1, &verifier)
    }

    /// Finds the commits that made more events than there are: of the first one some are known.
    private func expectNone(
        from known: (sequence: UInt64, index: UInt64), before end: UInt64,
        _ verifier: inout Verifier
    ) throws(StoreError) {
        var count = known.index
        for sequence in known.sequence..<max(known.sequence, end) where !verifier.isOver {
            let commit = try intact { () throws(StoreError) in try self.commit(sequence) }
            if let commit, commit.eventCount != count {
                verifier.find(
                    "commit \(sequence)", sequence: sequence,
                    "it made \(commit.eventCount) events, and there are \(count)")
            }
            count = 0
        }
    }
}
