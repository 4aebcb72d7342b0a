import Ledger
import TestSupport
import Testing

@Suite struct `Names` {
    @Test func `an indicator is any text of 1 to 256 bytes without NUL (103)`() {
        for text in ["@x", "x", "@a b", "  @cash  ", "+15550100", "a@b.example", "счёт", "BLN_1"] {
            #expect(Indicator(text)?.description == text)
        }
        #expect(Indicator(String(repeating: "a", count: 256)) != nil)
        #expect(Indicator(String(repeating: "é", count: 128)) != nil)
        for text in ["", "a\u{0}b", "bln_", "bln_x", String(repeating: "a", count: 257)] {
            #expect(Indicator(text) == nil, "\(text)")
        }
        #expect(Indicator(String(repeating: "é", count: 129)) == nil)
        #expect(Indicator("@world") == .world)
    }

    @Test func `names are compared byte for byte`() {
        // Composed and decomposed: one text to Swift, two to us.
        let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
        #expect(composed == decomposed)
        #expect(Indicator(composed) != Indicator(decomposed))
        #expect(Reference(composed) != Reference(decomposed))
        #expect(Set([Indicator(composed), Indicator(decomposed)]).count == 2)
        #expect(Set([Reference(composed), Reference(decomposed)]).count == 2)
        #expect(Indicator("@X") != Indicator("@x"))
        #expect(Currency("USD") != Currency("usd"))
    }

    @Test func `a reference is any text of 1 to 256 bytes without NUL`() {
        #expect(Reference("bln_1")?.description == "bln_1")
        #expect(Reference(String(repeating: "a", count: 256)) != nil)
        for text in ["", "a\u{0}b", String(repeating: "a", count: 257)] {
            #expect(Reference(text) == nil, "\(text)")
        }
    }

    @Test func `a currency is a word of 1 to 32 bytes`() {
        for text in ["USD", "usd", "USDC.polygon", "BTC-1_x", String(repeating: "A", count: 32)] {
            #expect(Currency(text)?.description == text)
        }
        for text in ["", "US D", "U\tS", "U\u{0}S", "U\u{7F}", String(repeating: "A", count: 33)] {
            #expect(Currency(text) == nil, "\(text)")
        }
        let sorted = ["b", "B", "a", "AA", "A"].compactMap(Currency.init).sorted()
        #expect(sorted.map(\.description) == ["A", "AA", "B", "a", "b"])
    }
}

@Suite struct `Ids as text` {
    @Test func `have a prefix and a UUID in lower case`() {
        let bits: UInt128 = 0x0193_4567_89ab_7cde_8f01_2345_6789_abcd
        let uuid = "01934567-89ab-7cde-8f01-23456789abcd"
        #expect(BalanceID(bits: bits).description == "bln_\(uuid)")
        #expect(TransactionID(bits: bits).description == "txn_\(uuid)")
        #expect(MonitorID(bits: bits).description == "mon_\(uuid)")
        #expect(LedgerID(bits: bits).description == "ldg_\(uuid)")
        #expect(EventID(bits: bits).description == "evt_\(uuid)")
        #expect(BalanceID("bln_\(uuid)") == BalanceID(bits: bits))
    }

    @Test func `are read back as they were, and sort as their texts do`() throws {
        for seed in SeededGenerator.seeds(500) {
            var random = SeededGenerator(seed: seed)
            let ids = (0..<2).map { _ in
                BalanceID(bits: UInt128(random.next()) << 64 | UInt128(random.next()))
            }
            for id in ids { #expect(BalanceID(id.description) == id, "SEED=\(seed)") }
            let texts = ids.map(\.description)
            #expect((ids[0] < ids[1]) == (texts[0] < texts[1]), "SEED=\(seed) \(texts)")
        }
    }

    @Test func `have digits and small letters up to f, and nothing else`() {
        let text = Array("bln_01934567-89ab-7cde-8f01-23456789abcd".utf8)
        for place in 4..<text.count {
            for byte in UInt8.min..<128 {
                var changed = text
                changed[place] = byte
                let id = BalanceID(String(decoding: changed, as: UTF8.self))
                let isDigit = "0123456789abcdef".utf8.contains(byte)
                let isRight = text[place] == UInt8(ascii: "-") ? byte == text[place] : isDigit
                #expect((id != nil) == isRight, "\(byte) at \(place)")
                if let id { #expect(Array(id.description.utf8) == changed) }
            }
        }
    }

    @Test(arguments: [
        "", "bln_", "01934567-89ab-7cde-8f01-23456789abcd",
        "txn_01934567-89ab-7cde-8f01-23456789abcd", "bln_01934567-89AB-7cde-8f01-23456789abcd",
        "bln_0193456789ab7cde8f0123456789abcd", "bln_01934567-89ab-7cde-8f01-23456789abc",
        "bln_01934567-89ab-7cde-8f01-23456789abcde", "bln_01934567-89ab-7cde-8f01x23456789abcd",
        "bln_0193456789-ab-7cde-8f01-23456789abcd", "bln_01934567-89ab-7cde-8f01-2345678gabcd",
        " bln_01934567-89ab-7cde-8f01-23456789abcd", "BLN_01934567-89ab-7cde-8f01-23456789abcd",
        "bln_01934567-89ab-7cde-8f01-23456789abc\u{301}", "general_ledger_id",
        "bln_00000000-0000-0000-0000-000000000000",
    ])
    func `are nothing else`(_ text: String) {
        #expect(BalanceID(text) == nil)
    }

    @Test func `name the general ledger in words`() {
        #expect(LedgerID.general.description == "general_ledger_id")
        #expect(LedgerID("general_ledger_id") == .general)
        #expect(LedgerID("ldg_00000000-0000-0000-0000-000000000000") == nil)
        #expect(LedgerRecord.general.name == "General Ledger")
    }
}
