import Ledger
import Testing

@testable import Store

/// The bytes of what monitors keep: see `The bytes of a record`.
@Suite struct `The bytes of a wider monitor` {
    private let key = Array("key".utf8)
    private let golden = GoldenValues()

    @Test func `of a ladder for a sum stay the same`() throws {
        try check(
            golden.ladder,
            """
            01000000000000000000000000000000050201035553440100000000000000000000000000000001
            03696474014001016b010331653000000000000000000000000000000007030202077761726e696e
            67000000140001000a05616c61726d0000002800000200000100000017979cfe362a00000017979c
            fe362a000001000000000002000000000000b4314340
            """)
    }

    @Test func `of a rule of a ledger stay the same`() throws {
        try check(
            golden.rule,
            """
            01000000000000000000000000000000060302000000000000000000000000000000010103555344
            014001020002020431322e35810000000202032d3530010000010000000100000017979cfe362a00
            000017979cfe362a0000010000000000010000002c7b5c5d
            """)
    }

    @Test func `of a roll-up stay the same`() throws {
        try check(
            golden.rollUp,
            """
            01000000000000000000000000000000070355534401000000000000000000000000000000010369
            6474014001016b010331653003d00f0000088280808080808080808080808080808002016415c8ee
            """)
    }

    @Test func `of what a ledger knows of its rules stay the same`() throws {
        try check(
            golden.ledgerWatch,
            """
            010000000000000000000000000000000180808080808080808080808080808080020114694673
            """)
    }

    @Test func `of what a rule remembers stay the same`() throws {
        try check(
            golden.standing,
            """
            010102020000000117979cfe362a000001027e01ca67
            """)
    }

    private func check<Value: Record & Equatable>(_ value: Value, _ expected: String) throws {
        let bytes = value.record(under: key.span)
        #expect(hexadecimal(bytes.span) == joined(expected))
        #expect(try Value(record: bytes, under: key.span) == value)
    }
}
