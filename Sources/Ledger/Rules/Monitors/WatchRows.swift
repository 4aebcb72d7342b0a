extension Monitor {
    /// Whether no index of thresholds can tell when it matters: its thresholds move, or it speaks
    /// at changes that its thresholds don't show.
    package var isAsked: Bool {
        let parts = question.parts
        if parts.contains(where: { !$0.isFixed }) { return true }
        guard trigger == .everyMatch else { return false }
        return question.voices < parts.count || parts.contains { $0.rearm != nil }
    }

    /// Its places in the index: a change that crosses none of them changes nothing for it.
    package var watchRows: Set<WatchRow> {
        guard isEnabled else { return [] }
        if isAsked { return [WatchRow(kind: .always, threshold: .zero)] }
        var rows: Set<WatchRow> = []
        for condition in question.parts {
            guard let value = condition.preciseValue else { continue }
            let rearm = condition.preciseRearm
            let interest: WatchKind.Interest =
                if trigger == .everyMatch {
                    .matches
                } else if rearm != nil {
                    // A rule has nothing noted of a balance that held from the beginning, until it
                    // falls behind its threshold.
                    scope.isLedgerRule ? .edges : .rising
                } else if trigger == .bothEdges || question.voices < question.parts.count {
                    .edges
                } else {
                    .rising
                }
            if let row = condition.row(at: value, interest) { rows.insert(row) }
            if let rearm, let row = condition.row(at: rearm, .falling) { rows.insert(row) }
        }
        return rows
    }
}

extension Condition {
    /// Nil where no figure can ever be on the other side.
    fileprivate func row(at threshold: Amount, _ interest: WatchKind.Interest) -> WatchRow? {
        let place: (WatchKind.Relation, Amount?) =
            switch comparison {
            case .greaterThan: (.atLeast, threshold.adding(Amount(1)))
            case .greaterThanOrEqual: (.atLeast, threshold)
            case .lessThan: (.atMost, threshold.subtracting(Amount(1)))
            case .lessThanOrEqual: (.atMost, threshold)
            case .equal: (.equal, threshold)
            case .notEqual: (.unequal, threshold)
            }
        guard let threshold = place.1 else { return nil }
        return WatchRow(
            kind: .threshold(field, place.0, interest), threshold: threshold)
    }
}

/// A figure that changed, and the thresholds that it came across.
struct FigureChange {
    private let before: Amount
    private let after: Amount

    /// Nil where nothing changed.
    init?(from before: Amount, to after: Amount) {
        guard before != after else { return nil }
        self.before = before
        self.after = after
    }

    /// The ranges of thresholds whose monitors have to look.
    func ranges(
        _ relation: WatchKind.Relation, _ interest: WatchKind.Interest
    ) -> [ClosedRange<Amount>] {
        switch interest {
        case .rising: rising(relation).map { [$0] } ?? []
        case .falling: falling(relation).map { [$0] } ?? []
        case .edges: [rising(relation), falling(relation)].compactMap { $0 }
        case .matches: matching(relation)
        }
    }

    /// The thresholds whose relation was not there before and is after.
    private func rising(_ relation: WatchKind.Relation) -> ClosedRange<Amount>? {
        switch relation {
        case .atLeast: after > before ? before.above...after : nil
        case .atMost: after < before ? after...before.below : nil
        case .equal: after...after
        case .unequal: before...before
        }
    }

    private func falling(_ relation: WatchKind.Relation) -> ClosedRange<Amount>? {
        switch relation {
        case .atLeast: after < before ? after.above...before : nil
        case .atMost: after > before ? before...after.below : nil
        case .equal: before...before
        case .unequal: after...after
        }
    }

    /// The thresholds whose relation is there after.
    private func matching(_ relation: WatchKind.Relation) -> [ClosedRange<Amount>] {
        switch relation {
        case .atLeast: [.min...after]
        case .atMost: [after ... .max]
        case .equal: [after...after]
        case .unequal:
            (after > .min ? [.min...after.below] : [])
                + (after < .max ? [after.above ... .max] : [])
        }
    }
}

extension Amount {
    /// The next smaller and the next larger number; only asked for where there is one.
    fileprivate var below: Amount { Amount(minorUnits - 1) }
    fileprivate var above: Amount { Amount(minorUnits + 1) }
}
