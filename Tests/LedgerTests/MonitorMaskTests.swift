import Ledger
import Testing

@Suite struct `The mask of monitors` {
    static let kinds = Condition.Field.allCases.flatMap { field in
        Condition.Comparison.allCases.flatMap { comparison in
            Trigger.allCases.map { trigger in
                MonitorMask.Kind(field: field, comparison: comparison, trigger: trigger)
            }
        }
    }

    @Test func `has one bit for each kind`() {
        #expect(Set(Self.kinds.map(\.code)) == Set(0...83))
    }

    @Test(arguments: kinds)
    func `watches the field of a kind, and no other`(_ kind: MonitorMask.Kind) {
        var mask = MonitorMask.none
        mask.insert(kind)
        #expect(Self.kinds.filter(mask.contains) == [kind])
        #expect(Condition.Field.allCases.filter(mask.watches) == [kind.field])
        mask.remove(kind)
        #expect(mask == .none && mask.isEmpty)
    }

    @Test func `loses only what is removed`() {
        var mask = MonitorMask.none
        for kind in Self.kinds { mask.insert(kind) }
        for (position, kind) in Self.kinds.enumerated() {
            mask.remove(kind)
            #expect(Self.kinds.filter(mask.contains) == Array(Self.kinds[(position + 1)...]))
        }
    }
}
