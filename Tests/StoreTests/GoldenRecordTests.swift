import Ledger
import Testing

@testable import Store

/// The bytes of one record of each kind, as the first version of the layout has them. Where one of
/// these changes, data that is on disk can't be read any more: make a new version instead.
@Suite struct `The bytes of a record` {
    private let key = Array("key".utf8)
    private let golden = GoldenValues()

    @Test func `of the state stay the same`() throws {
        try check(
            golden.state,
            """
            0103ac020217979cfe362a0000000102030405060708090a0b0c0d0e0f101112131415161718191a
            1b1c1d1e1f04010203012c010000000000002c010000000000002c010000000000002c0100000000
            0000000000000552b94098
            """)
    }

    @Test func `of a commit stay the same`() throws {
        let key = Key.number(2).bytes
        try check(
            golden.commit, under: key,
            """
            01000101000000000000000000000000000000038080d0e2c6bfce972f0302404142434445464748
            494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f202122232425262728292a2b2c2d2e2f30
            3132333435363738393a3b3c3d3e3ff522d6ef
            """)
        try check(
            golden.plainCommit, under: key,
            """
            0121018bcfe5680070000000000000000003000302202122232425262728292a2b2c2d2e2f303132
            333435363738393a3b3c3d3e3f13883e43
            """)
        try check(
            golden.batchCommit, under: key,
            """
            0112020200000000000000000000000000000003000000000000000000000000000000048080d0e2
            c6bfce972f030402404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f
            202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f4b32e6c5
            """)
    }

    @Test func `of a ledger stay the same`() throws {
        try check(
            golden.ledger,
            """
            010000000000000000000000000000000105436166c3a9077b226b223a317d17979cfe362a000000
            00000000000002020101000000000000000000000000000000010443616665001e1ca127
            """)
    }

    @Test func `of a profile stay the same`() throws {
        try check(
            golden.profile,
            """
            01000000000000000000000000000000020000000000000000000000000000000101054074696c6c
            036964740017979cfe362a0000010100000000000000000000000000000002000000000000000000
            00000000000000035553440000016401010001030017979cfe362a0000c85b6edc
            """)
    }

    @Test func `of a transaction stay the same`() throws {
        try check(
            golden.transaction, under: Key.id(golden.transaction.id).bytes,
            """
            01100203726566132603555344c8010640776f726c64000000000000000000000000000000028001
            640472656e7417979cfe362a00008080d0e2c6bfce972f0003010300000000000000000000000000
            000001010002c7a6935f
            """)
    }

    @Test func `of the entries of a transaction stay the same`() throws {
        try check(
            golden.entries, under: Key.number(4).bytes,
            """
            011100000000000000000000000000000003028080d0e2c6bfce972fffffffffffffffff14000000
            00000000000000000000000001c801c801feffffffffffffffffffffffffffffffffff0302020109
            00000000000000000000000000000002000e00c801090201ed1098cb
            """)
    }

    @Test func `of a monitor stay the same`() throws {
        try check(
            golden.monitor,
            """
            01000000000000000000000000000000040100000000000000000000000000000000020006010104
            2d312e35016400010105036c6f7701036c6f771468747470733a2f2f6578616d706c652e6f72672f
            0017979cfe362a000001010000000000000000000000000000000401054074696c6c035553440006
            0101042d312e35016400000000000100000017979cfe362a0000010117979cfe362a000001020000
            010117979cfe362a000001025944ceb2
            """)
    }

    @Test func `of a balance stay the same`() throws {
        let bytes = Bytes.of(golden.balance)
        let expected = joined(
            """
            01010602c68fb164040000000000000000002a36fe9c97176400000000000000e803000000000000
            0000000000000000c80000000000000000000000000000001e000000000000000000000000000000
            04000000000000000000000000000000050000000000000000000000000000000000000000000000
            00000000000000000000000000000000000008000000000009000000000000000700000000000000
            0200000000000000050000000000000001000000000000000800000000000000555344
            """)
        #expect(hexadecimal(bytes.span) == expected)
        #expect(try Bytes.read(bytes, golden.balance.id) == golden.balance)
    }

    private func check<Value: Record & Equatable>(
        _ value: Value, under key: [UInt8]? = nil, _ expected: String
    ) throws {
        let key = key ?? self.key
        let bytes = value.record(under: key.span)
        #expect(hexadecimal(bytes.span) == joined(expected))
        #expect(try Value(record: bytes, under: key.span) == value)
    }
}
