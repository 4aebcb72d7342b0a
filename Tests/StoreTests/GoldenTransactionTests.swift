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
            010102056c61746572cc1803555344c801030000000000000000000000000000000001010e010540
            74696c6c020433332e330000000000000000000000000000000002030640776f726c640117979cfe
            362a00000100000000000000030000000000000002000000000000000000000000000000018080d0
            e2c6bfce972f9bbee30a
            """)
    }

    @Test func `that is a child stay the same, whatever it does`() throws {
        let expected = [
            """
            010a0304706172740005035553443c00000000000000000000000000000001000000000000000000
            000000000000020000000000000000000000000000000500000661207061727402120117979cfe36
            2a0000077b226b223a317d8080d0e2c6bfce972f7e698b5d
            """,
            """
            010a0304706172740005035553443c00000000000000000000000000000001000000000000000000
            000000000000020000000000000000000000000000000500013c0164066120706172740212011797
            9cfe362a0000077b226b223a317d8080d0e2c6bfce972fc839d5cf
            """,
            """
            010a0304706172740005035553443c00000000000000000000000000000001000000000000000000
            0000000000000200000000000000000000000000000005010661207061727402120117979cfe362a
            0000077b226b223a317d8080d0e2c6bfce972fff98066e
            """,
            """
            010a0304706172740005035553443c00000000000000000000000000000001000000000000000000
            0000000000000200000000000000000000000000000005020661207061727402120117979cfe362a
            0000077b226b223a317d8080d0e2c6bfce972f3b54533a
            """,
            """
            010a0304706172740005035553443c00000000000000000000000000000001000000000000000000
            00000000000002000000000000000000000000000000050301d80401640100010117979cfe362a00
            000661207061727402120117979cfe362a0000077b226b223a317d8080d0e2c6bfce972f869a53f0
            """,
            """
            010a0304706172740005035553443c00000000000000000000000000000001000000000000000000
            0000000000000200000000000000000000000000000005030000000661207061727402120117979c
            fe362a0000077b226b223a317d8080d0e2c6bfce972f8133a919
            """,
            """
            010a0304706172740005035553443c00000000000000000000000000000001000000000000000000
            0000000000000200000000000000000000000000000005040102000661207061727402120117979c
            fe362a0000077b226b223a317d8080d0e2c6bfce972f6e00fa43
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
