/// Which kinds of monitors something that is watched has, one bit for each.
///
/// It stands in the balance's own record, so that a transaction asks the index of thresholds only
/// where there is something to find, and a balance without monitors costs nothing.
package struct MonitorMask: Hashable, Sendable {
    package private(set) var bits: UInt128

    package init(bits: UInt128) {
        self.bits = bits
    }

    package static let none = MonitorMask(bits: 0)

    package var isEmpty: Bool { bits == 0 }

    package func contains(_ kind: WatchKind) -> Bool { bits & kind.bit != 0 }
    package mutating func insert(_ kind: WatchKind) { bits |= kind.bit }
    package mutating func remove(_ kind: WatchKind) { bits &= ~kind.bit }

    /// The kinds that it has, in the order of their codes.
    package var kinds: [WatchKind] { isEmpty ? [] : WatchKind.all.filter(contains) }

    /// Whether there is any threshold of this field.
    package func watches(_ field: Condition.Field) -> Bool {
        bits & (WatchKind.bitsOfField << UInt128(field.rawValue * WatchKind.perField)) != 0
    }
}

/// A place of a monitor in the index: the kind of threshold, and the threshold.
package struct WatchRow: Hashable, Sendable {
    package let kind: WatchKind
    package let threshold: Amount

    package init(kind: WatchKind, threshold: Amount) {
        self.kind = kind
        self.threshold = threshold
    }
}

/// One kind of threshold: those that the same ranges find.
package enum WatchKind: Hashable, Sendable {
    case threshold(Condition.Field, Relation, Interest)
    /// No threshold: a monitor that has to be asked at every change.
    case always

    /// How a figure must lie to a threshold. With whole numbers, ">" is ">=" of the next one.
    package enum Relation: UInt8, CaseIterable, Sendable {
        case atLeast = 0
        case atMost = 1
        case equal = 2
        case unequal = 3
    }

    /// When its monitor has to look.
    package enum Interest: UInt8, CaseIterable, Sendable {
        /// When the relation comes about.
        case rising = 0
        /// When it ends.
        case falling = 1
        /// Both.
        case edges = 2
        /// Whenever it is there after a change.
        case matches = 3
    }

    /// Every kind, in the order of their codes.
    package static let all: [WatchKind] =
        Condition.Field.allCases.flatMap { field in
            Relation.allCases.flatMap { relation in
                Interest.allCases.map { .threshold(field, relation, $0) }
            }
        } + [.always]

    fileprivate static let perField = UInt8(Relation.allCases.count * Interest.allCases.count)
    fileprivate static let bitsOfField: UInt128 = 1 << UInt128(perField) - 1
    private static let codeOfAlways = UInt8(Condition.Field.allCases.count) * perField

    /// 0…112: its place in the mask and in keys.
    package var code: UInt8 {
        switch self {
        case .threshold(let field, let relation, let interest):
            field.rawValue * Self.perField
                + relation.rawValue * UInt8(Interest.allCases.count) + interest.rawValue
        case .always: Self.codeOfAlways
        }
    }

    fileprivate var bit: UInt128 { 1 << UInt128(code) }
}
