/// What a monitor asks: one condition, several that are joined, or a ladder of thresholds.
///
/// Its parts are conditions. One or several speak with one voice; each step of a ladder speaks for
/// itself.
package enum MonitorQuestion: Hashable, Sendable {
    case one(Condition)
    case several([Condition], Join)
    case ladder([Step])

    /// How several conditions are joined.
    package enum Join: UInt8, Sendable {
        case all = 0
        case any = 1
    }

    /// A rung of a ladder. All steps watch one field by one operator.
    package struct Step: Hashable, Sendable {
        package let severity: String
        package let condition: Condition

        package init(severity: String, condition: Condition) {
            self.severity = severity
            self.condition = condition
        }
    }

    package var parts: [Condition] {
        switch self {
        case .one(let condition): [condition]
        case .several(let conditions, _): conditions
        case .ladder(let steps): steps.map(\.condition)
        }
    }

    package var isLadder: Bool {
        if case .ladder = self { true } else { false }
    }

    /// How many voices it has.
    package var voices: Int { isLadder ? parts.count : 1 }

    /// Which parts hold, given which counted as true before: that matters only where there is a
    /// value to rearm by.
    package func met(by figures: Figures, since before: PartSet) -> PartSet {
        var met = PartSet()
        for (part, condition) in parts.enumerated() {
            met[part] = condition.counts(for: figures, before: before[part])
        }
        return met
    }

    /// What all parts come to: of a ladder, whether any step is met.
    package func isMet(_ met: PartSet) -> Bool {
        switch self {
        case .one, .ladder: !met.isEmpty
        case .several(let conditions, .all): conditions.indices.allSatisfy { met[$0] }
        case .several(_, .any): !met.isEmpty
        }
    }

    /// What one voice says.
    package func isMet(_ met: PartSet, voice: Int) -> Bool { isLadder ? met[voice] : isMet(met) }

    /// Whether a change touches what a voice looks at.
    package func isTouched(voice: Int, from before: Figures, to after: Figures) -> Bool {
        isLadder
            ? parts[voice].isTouched(from: before, to: after)
            : parts.contains { $0.isTouched(from: before, to: after) }
    }
}

/// Some of the parts of a question.
package struct PartSet: Hashable, Sendable {
    package private(set) var bits: UInt16

    package init(bits: UInt16 = 0) {
        self.bits = bits
    }

    package var isEmpty: Bool { bits == 0 }

    package func subtracting(_ other: PartSet) -> PartSet { PartSet(bits: bits & ~other.bits) }

    package subscript(part: Int) -> Bool {
        get { bits >> UInt16(part) & 1 == 1 }
        set { bits = newValue ? bits | 1 << UInt16(part) : bits & ~(1 << UInt16(part)) }
    }
}
