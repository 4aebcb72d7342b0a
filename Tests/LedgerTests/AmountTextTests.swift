import Ledger
import TestSupport
import Testing

@Suite struct `Amounts as text` {
    // Numbers of tests are those of the acceptance cases.

    @Test(arguments: [
        ("123.45", 100, "12345"),  // 1
        ("0.29", 100, "29"), ("1.13", 100, "113"), ("4.35", 100, "435"),  // 3
        ("123456789.99", 100, "12345678999"),  // 5
        ("922337203.6854", 10_000_000_000, "9223372036854000000"),  // 17
        ("123456789012345678901234567.89", 100, "12345678901234567890123456789"),  // 17
        ("19.99", 100, "1999"), ("-100", 100, "-10000"),  // 119, 121
        ("100.50", 100, "10050"), ("100.5", 100, "10050"), ("100.500000", 100, "10050"),
        ("0", 100, "0"), ("0.00", 100, "0"), ("-0.01", 100, "-1"), ("7", 1, "7"),
        // A precision need not be a power of ten.
        ("0.5", 8, "4"), ("1.125", 8, "9"), ("2.0", 60, "120"), ("0.25", 240, "60"),
    ])
    func `a decimal times its precision is exact`(
        _ text: String, _ precision: Int64, _ minorUnits: String
    ) throws {
        #expect(try AmountText.scaled(text, precision: precision).description == minorUnits)
    }

    @Test(arguments: ["9223372036854775808", "922337203685477580800", "999999999999999999"])
    func `whole numbers beyond 64 bits are read and written as they are (9, 19, 21)`(
        _ text: String
    ) throws {
        #expect(try AmountText.whole(text).description == text)
    }

    @Test(arguments: [
        "", "-", "+", "+1", "01", "00", "-0", "-01", "1e5", "1E5", "0x10", " 1", "1 ", "1,000",
        "1_0", "١٢", "½", "1.", ".5", ".", "-.5", "1..2", "1.2.3", "--1", "1-", "abc", "12x",
        "NaN", "inf", "-0.0", "1\u{0}",
    ])
    func `what is not canonical is refused`(_ text: String) {
        #expect(throws: AmountText.Failure.notCanonical) { try AmountText.whole(text) }
        #expect(throws: AmountText.Failure.notCanonical) {
            try AmountText.scaled(text, precision: 100)
        }
    }

    @Test func `a whole number has no point`() {
        #expect(throws: AmountText.Failure.notCanonical) { try AmountText.whole("10.0") }
    }

    // 2^127, where 128 bits end.
    static let largest = "170141183460469231731687303715884105727"
    static let smallest = "-170141183460469231731687303715884105728"
    static let tooLarge = "170141183460469231731687303715884105728"
    static let tooSmall = "-170141183460469231731687303715884105729"

    @Test func `128 bits are used to their ends`() throws {
        #expect(try AmountText.whole(Self.largest) == .max)
        #expect(try AmountText.whole(Self.smallest) == .min)
        #expect(Amount.max.description == Self.largest)
        #expect(Amount.min.description == Self.smallest)
        #expect(try AmountText.scaled(Self.smallest, precision: 1) == .min)
        // The same with a point in it.
        let largest = "1701411834604692317316873037158841057.27"
        #expect(try AmountText.scaled(largest, precision: 100) == .max)
        #expect(AmountText.major(.max, precision: 100) == largest)
        let smallest = "-1701411834604692317316873037158841057.28"
        #expect(try AmountText.scaled(smallest, precision: 100) == .min)
        #expect(AmountText.major(.min, precision: 100) == smallest)
    }

    static let beyond: [(String, Int64)] = [
        (tooLarge, 1), (tooSmall, 1), (largest, .max),
        (String(repeating: "9", count: 39), 1), (String(repeating: "9", count: 40), 1),
        ("0." + String(repeating: "0", count: 39), 1),
        ("1701411834604692317316873037158841057.28", 100),
        ("-1701411834604692317316873037158841057.29", 100),
        ("17014118346046923173168730371588410573", 100),
    ]

    @Test(arguments: beyond)
    func `beyond them, or with more than 39 digits, a number is too large`(
        _ text: String, _ precision: Int64
    ) {
        #expect(throws: AmountText.Failure.tooLarge) {
            try AmountText.scaled(text, precision: precision)
        }
    }

    static let fractions: [(String, Int64)] = [
        ("1.005", 100), ("0.001", 100), ("0.5", 1), ("-0.5", 1), ("0.1", 8), ("0.3333", 3),
        // 39 digits: too many for 128 bits without the point, and yet a small amount.
        ("9." + String(repeating: "9", count: 38), 100),
    ]

    @Test(arguments: fractions)
    func `a fraction of a minor unit is inexact`(_ text: String, _ precision: Int64) {
        #expect(throws: AmountText.Failure.inexact) {
            try AmountText.scaled(text, precision: precision)
        }
    }

    @Test func `a long decimal is exact where its minor units are whole`() throws {
        // 10 − 2^-38: without the point it does not fit 128 bits; times 2^38 it is whole.
        let text = "9.99999999999636202119290828704833984375"
        #expect(text.utf8.count == 40)
        let units = (Int128(10) << 38) - 1
        #expect(try AmountText.scaled(text, precision: 1 << 38) == Amount(units))
    }
}
