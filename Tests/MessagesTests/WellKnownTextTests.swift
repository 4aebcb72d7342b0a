import TestSupport
import Testing

@testable import Messages

@Suite struct `Times as text` {
    static let times: [(Int64, Int32, String)] = [
        (0, 0, "1970-01-01T00:00:00Z"),
        (-1, 999_999_999, "1969-12-31T23:59:59.999999999Z"),
        (951_782_400, 0, "2000-02-29T00:00:00Z"),
        (4_107_542_399, 0, "2100-02-28T23:59:59Z"),
        (4_107_542_400, 0, "2100-03-01T00:00:00Z"),
        (1_772_366_400, 500_000_000, "2026-03-01T12:00:00.500Z"),
        (1_772_366_400, 1_000, "2026-03-01T12:00:00.000001Z"),
        (1_772_366_400, 1, "2026-03-01T12:00:00.000000001Z"),
        (-62_135_596_800, 0, "0001-01-01T00:00:00Z"),
        (253_402_300_799, 999_999_999, "9999-12-31T23:59:59.999999999Z"),
    ]

    @Test(arguments: times)
    func `are exact both ways`(_ seconds: Int64, _ nanos: Int32, _ text: String) throws {
        #expect(TimestampText.format(seconds: seconds, nanos: nanos) == text)
        let parsed = try #require(TimestampText.parse(text))
        #expect(parsed == (seconds, nanos))
    }

    @Test(
        arguments: [
            ("2026-03-01T13:00:00+01:00", 1_772_366_400, 0),
            ("2026-03-01T06:30:00.5-05:30", 1_772_366_400, 500_000_000),
            ("2026-03-01t12:00:00z", 1_772_366_400, 0),
        ] as [(String, Int64, Int32)])
    func `are read with an offset`(_ text: String, _ seconds: Int64, _ nanos: Int32) throws {
        #expect(try #require(TimestampText.parse(text)) == (seconds, nanos))
    }

    @Test(arguments: [
        "", "2026-03-01", "2026-03-01T12:00:00", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
        "2026-03-01T24:00:00Z", "2026-03-01T12:60:00Z", "2026-03-01T12:00:60Z",
        "2026-03-01T12:00:00.Z", "2026-03-01T12:00:00.1234567890Z", "2026-03-01 12:00:00Z",
        "2026-03-01T12:00:00Zz", "0000-03-01T12:00:00Z", "2026-3-1T12:00:00Z",
        "0001-01-01T00:00:00+01:00", "2026-03-01T12:00:00+25:00", "２026-03-01T12:00:00Z",
    ])
    func `are refused where they are none`(_ text: String) {
        #expect(TimestampText.parse(text) == nil)
    }

    @Test(arguments: SeededGenerator.seeds(3))
    func `come back from any day`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<1000 {
            let seconds = Int64.random(in: -62_135_596_800...253_402_300_799, using: &random)
            let nanos = Int32.random(in: 0..<1_000_000_000, using: &random)
            let text = try #require(TimestampText.format(seconds: seconds, nanos: nanos))
            #expect(try #require(TimestampText.parse(text)) == (seconds, nanos), "SEED=\(seed)")
        }
    }

    @Test func `are none out of range`() {
        #expect(TimestampText.format(seconds: 253_402_300_800, nanos: 0) == nil)
        #expect(TimestampText.format(seconds: 0, nanos: -1) == nil)
        #expect(TimestampText.format(seconds: .min, nanos: 0) == nil)
    }
}

@Suite struct `Durations as text` {
    @Test(
        arguments: [
            (0, 0, "0s"), (1, 500_000_000, "1.500s"), (-1, -500_000_000, "-1.500s"),
            (0, -1, "-0.000000001s"), (315_576_000_000, 0, "315576000000s"),
        ] as [(Int64, Int32, String)])
    func `are exact both ways`(_ seconds: Int64, _ nanos: Int32, _ text: String) throws {
        #expect(DurationText.format(seconds: seconds, nanos: nanos) == text)
        #expect(try #require(DurationText.parse(text)) == (seconds, nanos))
    }

    @Test(arguments: ["", "1", "s", "1.s", ".5s", "1 s", "+1s", "1.5m", "315576000001s", "1s "])
    func `are refused where they are none`(_ text: String) {
        #expect(DurationText.parse(text) == nil)
    }

    @Test func `are none of two signs`() {
        #expect(DurationText.format(seconds: 1, nanos: -1) == nil)
    }
}

@Suite struct `Base 64` {
    @Test(
        arguments: [
            ([], ""), ([0], "AA=="), ([0, 0], "AAA="), ([0xFF, 0xFE, 0xFD], "//79"),
            (Array("foobar".utf8), "Zm9vYmFy"), (Array("fooba".utf8), "Zm9vYmE="),
        ] as [([UInt8], String)])
    func `is as the RFC has it`(_ bytes: [UInt8], _ text: String) {
        #expect(Base64.encode(bytes) == text)
        #expect(Base64.decode(text) == bytes)
        #expect(Base64.decode(text.filter { $0 != "=" }) == bytes)
    }

    @Test func `is read in the alphabet of URLs`() {
        #expect(Base64.decode("__79") == [0xFF, 0xFE, 0xFD])
    }

    @Test(arguments: ["A", "AAAAA", "A===", "AA=A", "AB==", "A A=", "é"])
    func `is refused where it is none`(_ text: String) {
        #expect(Base64.decode(text) == nil)
    }
}
