import Messages
import TidemarkClient

/// What must hold of whatever a reader of the log is sent, checked as it comes: in order, without a
/// gap and without a double, commits whole, progress true. It remembers a number for each event, so
/// that two readers can be compared.
struct EventAudit {
    /// Where an event is in the log, and which it is.
    struct Mark: Hashable, Sendable {
        let sequence: Int64
        let index: Int32
        let id: String
    }

    /// What the reader asked for; nil for all.
    let types: Set<V1.EventType>?
    /// The commits that made no events.
    let quiet: Set<Int64>
    private(set) var marks: [Mark] = []
    /// All up to here was sent or doesn't pass the filter.
    private(set) var reached: Int64
    private(set) var faults: [String] = []

    init(types: Set<V1.EventType>?, quiet: Set<Int64>, from sequence: Int64 = 1) {
        self.types = types
        self.quiet = quiet
        reached = sequence - 1
    }

    /// Goes back to where a new stream begins; what comes again has to be what came before.
    mutating func begin(from sequence: Int64) {
        if sequence > reached + 1 { fault("it goes on at \(sequence), behind a gap") }
        let kept = marks.partitioningIndex { $0.sequence >= sequence }
        repeated = Array(marks[kept...])
        marks.removeSubrange(kept...)
        reached = sequence - 1
    }

    /// What was sent before and has to come again, in order.
    private var repeated: [Mark] = []

    mutating func take(_ events: [V1.Event], through sequence: Int64, continues: Bool) {
        if sequence < reached { fault("progress goes back from \(reached) to \(sequence)") }
        if let first = events.first, first.sequence <= reached {
            fault("an event of \(first.sequence) behind the progress \(reached)")
        }
        for event in events { take(event) }
        if let last = events.last {
            let isLast = last.sequence <= sequence
            if isLast == continues { fault("\(last.sequence) is divided, or not, at \(sequence)") }
        }
        reached = sequence
    }

    private mutating func take(_ event: V1.Event) {
        let mark = Mark(sequence: event.sequence, index: event.index, id: event.eventID)
        if let last = marks.last {
            let isNext = event.sequence == last.sequence && event.index == last.index + 1
            let isNew = event.sequence == next(after: last.sequence) && event.index == 0
            let isLater = (last.sequence, last.index) < (event.sequence, event.index)
            if types == nil ? !(isNext || isNew) : !isLater {
                fault("\(mark) after \(last)")
            }
            // A commit that isn't divided comes in one message.
            if event.sequence == last.sequence, last.sequence <= reached {
                fault("\(mark) comes behind the end of its commit")
            }
        } else if types == nil, event.sequence != next(after: reached) || event.index != 0 {
            fault("\(mark) is not the first of all")
        }
        if let types, !types.contains(event.type) { fault("\(mark) doesn't pass the filter") }
        if let former = repeated.first {
            if former != mark { fault("\(mark) was \(former) before") }
            repeated.removeFirst()
        }
        marks.append(mark)
    }

    /// A cursor that the server had stored is behind where it was.
    mutating func loses(_ acknowledged: Int64, goingOnAt reached: Int64) {
        fault("it goes on behind \(reached), but \(acknowledged) was acknowledged")
    }

    /// The next commit that has events.
    private func next(after sequence: Int64) -> Int64 {
        var next = sequence + 1
        while quiet.contains(next) { next += 1 }
        return next
    }

    /// The server counts another credit than its client.
    mutating func miscounts(_ own: Int32, _ told: Int32) { fault("credit is \(told), not \(own)") }

    private mutating func fault(_ words: String) {
        if faults.count < 10 { faults.append(words) }
    }
}

extension Array {
    /// Where the elements begin for which `belongs` holds, which are the last ones.
    fileprivate func partitioningIndex(_ belongs: (Element) -> Bool) -> Int {
        var (lower, upper) = (0, count)
        while lower < upper {
            let middle = (lower + upper) / 2
            if belongs(self[middle]) { upper = middle } else { lower = middle + 1 }
        }
        return lower
    }
}
