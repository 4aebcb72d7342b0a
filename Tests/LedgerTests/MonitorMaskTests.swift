import Ledger
import Testing

@Suite struct `The mask of monitors` {
    static let kinds = WatchKind.all

    @Test func `has one bit for each kind`() {
        #expect(Set(Self.kinds.map(\.code)) == Set(0...112))
    }

    @Test(arguments: kinds)
    func `watches the field of a kind, and no other`(_ kind: WatchKind) {
        var mask = MonitorMask.none
        mask.insert(kind)
        #expect(Self.kinds.filter(mask.contains) == [kind])
        #expect(mask.kinds == [kind])
        var fields: [Condition.Field] = []
        if case .threshold(let field, _, _) = kind { fields = [field] }
        #expect(Condition.Field.allCases.filter(mask.watches) == fields)
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
