import Ledger
import Testing

@testable import Store

/// The bytes of what is kept of holds, schedules, children and lineage: see `The bytes of a record`.
@Suite struct `The bytes of what becomes of a transaction` {
    private let key = Array("key".utf8)
    private let golden = GoldenValues()

    @Test func `that waits for its time stay the same`() throws {
        try check(
            golden.scheduled, under: Key.id(golden.scheduled.id).bytes,
            """
            010102056c61746572cc03555344c801030000000000000000000000000000000001010e01054074
            696c6c020433332e3300000000000000000000000000000000020301010640776f726c6400010117
            979cfe362a0000010000000000000003000000000000000200000000000000000000000000000001
            8080d0e2c6bfce972f4f198e57
            """)
    }

    @Test func `that is a child stay the same, whatever it does`() throws {
        let expected = [
            """
            010a03047061727400035553443c0100000000000000000000000000000000010001000000000000
            00000000000000000000020000000000000000000000000000000000050000066120706172740212
            0117979cfe362a0000077b226b223a317d8080d0e2c6bfce972f237ce648
            """,
            """
            010a03047061727400035553443c0100000000000000000000000000000000010001000000000000
            000000000000000000000200000000000000000000000000000000000500013c0164066120706172
            7402120117979cfe362a0000077b226b223a317d8080d0e2c6bfce972fb41bdfc7
            """,
            """
            010a03047061727400035553443c0100000000000000000000000000000000010001000000000000
            00000000000000000000020000000000000000000000000000000000050106612070617274021201
            17979cfe362a0000077b226b223a317d8080d0e2c6bfce972fda07894f
            """,
            """
            010a03047061727400035553443c0100000000000000000000000000000000010001000000000000
            00000000000000000000020000000000000000000000000000000000050206612070617274021201
            17979cfe362a0000077b226b223a317d8080d0e2c6bfce972f1ecbdc1b
            """,
            """
            010a03047061727400035553443c0100000000000000000000000000000000010001000000000000
            00000000000000000000020000000000000000000000000000000000050301d80401640100010117
            979cfe362a00000661207061727402120117979cfe362a0000077b226b223a317d8080d0e2c6bfce
            972ff5935828
            """,
            """
            010a03047061727400035553443c0100000000000000000000000000000000010001000000000000
            00000000000000000000020000000000000000000000000000000000050300000006612070617274
            02120117979cfe362a0000077b226b223a317d8080d0e2c6bfce972f09f8e83c
            """,
            """
            010a03047061727400035553443c0100000000000000000000000000000000010001000000000000
            00000000000000000000020000000000000000000000000000000000050401020006612070617274
            02120117979cfe362a0000077b226b223a317d8080d0e2c6bfce972fe6cbbb66
            """,
        ]
        #expect(golden.children.count == expected.count)
        for (child, bytes) in zip(golden.children, expected) {
            try check(child, under: Key.id(child.id).bytes, bytes)
        }
    }

    @Test func `that stands somewhere stay the same`() throws {
        try check(
            golden.progress,
            """
            01000000000000000000000000000000050101c8013c28140278000000503c00000117979cfe362a
            000001000000000000000317979cfe362a00000112494e53554646494349454e545f46554e445306
            736f757263650a746f6f206c6974746c650109617661696c61626c65013394bc4295
            """)
        try check(
            golden.progressEvent,
            """
            01040017979cfe362a00000400000000000000000000000000000005070100000000000000000000
            0000000000050101c8013c28140278000000503c00000117979cfe362a0000010000000000000003
            17979cfe362a00000112494e53554646494349454e545f46554e445306736f757263650a746f6f20
            6c6974746c650109617661696c61626c65013300001885bd95
            """)
    }

    @Test func `whose funds are tracked stay the same`() throws {
        try check(golden.lineageHead, "0105020403d8042f9dbbe2")
        try check(
            golden.deposit,
            """
            010000000000000000000000000000000204030000000000000000000000000000000380012a2bd5
            b3
            """)
        try check(golden.provider, "01000000000000000000000000000000020305436166c3a9c8014898f47b82")
        try check(ProviderNumber(300), "01ac02d58687d1")
        try check(
            golden.lineage,
            """
            01010000000000000000000000000000000203048001000200000000000000000000000000000001
            010078040000000000000000000000000000000102070800333aad5b
            """)
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

/// The bytes of keys whose rows say nothing else, and of one of these rows.
@Suite struct `The bytes of a key` {
    private let golden = GoldenValues()
    private let transaction = TransactionID(bits: 5)
    private let balance = BalanceID(bits: 2)

    @Test func `of an index stay the same`() {
        let due = Due(time: golden.time, kind: .run, transactionID: transaction)
        check(.due(due), "17979cfe362a00000200000000000000000000000000000005")
        let expiry = HoldExpiry(balanceID: balance, time: golden.time, transactionID: transaction)
        check(
            .expiry(expiry),
            """
            0000000000000000000000000000000217979cfe362a000000000000000000000000000000000005
            """)
        check(
            .child(transaction, TransactionID(bits: 6)),
            "0000000000000000000000000000000500000000000000000000000000000006")
        check(
            .backdated(golden.entry),
            "000000000000000000000000000000013d7fffffffffffffff0000000000000003")
        check(.numbered(balance, 300), "00000000000000000000000000000002000000000000012c")
        check(.provider(balance, "Café"), "00000000000000000000000000000002436166c3a9")
    }

    @Test func `and of a row that has no more than its key stay the same`() {
        let key = Key.child(transaction, TransactionID(bits: 6))
        #expect(hexadecimal(KeyRecord.row(under: key).span) == "900aab89")
    }

    private func check(_ key: Key, _ expected: String) {
        #expect(hexadecimal(key.bytes.span) == joined(expected))
    }
}
