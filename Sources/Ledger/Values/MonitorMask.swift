/// Which kinds of monitors a balance has: one bit for each field, comparison and trigger.
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

    package func contains(_ kind: Kind) -> Bool { bits & kind.bit != 0 }
    package mutating func insert(_ kind: Kind) { bits |= kind.bit }
    package mutating func remove(_ kind: Kind) { bits &= ~kind.bit }

    /// Whether there is any monitor of this field.
    package func watches(_ field: Condition.Field) -> Bool {
        bits & (Kind.bitsOfField << (UInt128(field.rawValue) * Kind.perField)) != 0
    }

    /// One kind of monitor: those that the same range of thresholds makes fire.
    package struct Kind: Hashable, Sendable {
        package let field: Condition.Field
        package let comparison: Condition.Comparison
        package let trigger: Trigger

        package init(
            field: Condition.Field, comparison: Condition.Comparison, trigger: Trigger
        ) {
            self.field = field
            self.comparison = comparison
            self.trigger = trigger
        }

        static let perField = UInt128(
            Condition.Comparison.allCases.count * Trigger.allCases.count)
        static let bitsOfField: UInt128 = 1 << perField - 1

        /// 0…83: its place in the mask and in keys.
        package var code: UInt8 {
            (field.rawValue * UInt8(Trigger.allCases.count) + trigger.rawValue)
                * UInt8(Condition.Comparison.allCases.count) + comparison.rawValue
        }

        fileprivate var bit: UInt128 { 1 << UInt128(code) }
    }
}
