import Ledger
import TestSupport
import Testing

@Suite struct `Rounding of amounts` {
    @Test(arguments: [
        ("1.005", 101, 100), ("1.004", 100, 100), ("1.006", 101, 101), ("1.015", 102, 102),
        ("1.025", 103, 102), ("0.005", 1, 0), ("0.015", 2, 2), ("0.0049999", 0, 0),
        ("0.0050001", 1, 1), ("-1.005", -101, -100), ("-1.015", -102, -102), ("-0.004", 0, 0),
        ("-0.005", -1, 0), ("-0.006", -1, -1), ("2.00", 200, 200),
        ("9.99999999999999999999999999999999999999", 1000, 1000),
    ])
    func `goes away from zero or to even, as asked`(
        _ text: String, _ away: Int128, _ even: Int128
    ) throws {
        let rounded = try AmountText.scaled(text, precision: 100, rounding: .halfAwayFromZero)
        #expect(rounded == Amount(away))
        #expect(try AmountText.scaled(text, precision: 100, rounding: .halfEven) == Amount(even))
    }

    @Test func `never leaves 128 bits`() throws {
        // Twice this is 2^127 − 0.4.
        let text = "85070591730234615865843651857942052863.8"
        #expect(throws: AmountText.Failure.tooLarge) {
            try AmountText.scaled(text, precision: 2, rounding: .halfEven)
        }
        #expect(try AmountText.scaled("-" + text, precision: 2, rounding: .halfEven) == .min)
        let half = "85070591730234615865843651857942052863.5"
        #expect(throws: AmountText.Failure.inexact) { try AmountText.scaled(half, precision: 1) }
        #expect(
            try AmountText.scaled(half, precision: 1, rounding: .halfEven)
                == Amount(Int128(1) << 126))
        #expect(try AmountText.scaled(half, precision: 2) == .max)
    }

    /// Held against the definition, in numbers small enough to be written down plainly.
    @Test func `does for any decimal what its definition says`() throws {
        for seed in SeededGenerator.seeds(2_000) {
            var random = SeededGenerator(seed: seed)
            let places = Int.random(in: 1...6, using: &random)
            let digits = Int128.random(in: -99_999_999...99_999_999, using: &random)
            let precision = random.pick(1, 2, 3, 8, 10, 60, 100, 1000, 1_000_000)
            guard digits != 0 else { continue }
            var scale: Int128 = 1
            for _ in 0..<places { scale *= 10 }
            var fraction = "\(digits.magnitude % scale.magnitude)"
            while fraction.utf8.count < places { fraction = "0" + fraction }
            let text = "\(digits < 0 ? "-" : "")\(digits.magnitude / scale.magnitude).\(fraction)"

            let (whole, rest) = (digits * Int128(precision)).quotientAndRemainder(dividingBy: scale)
            let next = whole + (digits < 0 ? -1 : 1)
            let twice = 2 * rest.magnitude
            let away = twice >= scale.magnitude ? next : whole
            let even = twice == scale.magnitude && whole % 2 == 0 ? whole : away

            let exact = try? AmountText.scaled(text, precision: Int64(precision))
            #expect(exact == (rest == 0 ? Amount(whole) : nil), "SEED=\(seed) \(text)")
            for (rounding, expected) in [
                (AmountText.Rounding.halfAwayFromZero, away), (.halfEven, even),
            ] {
                let rounded = try AmountText.scaled(
                    text, precision: Int64(precision), rounding: rounding)
                #expect(rounded == Amount(expected), "SEED=\(seed) \(text) at \(precision)")
            }
        }
    }
}

@Suite struct `Amounts in major units` {
    static let texts: [(Int128, Int64, String)] = [
        (1001, 100, "10.01"),  // 7
        (999_999_999_999_999_999, 100, "9999999999999999.99"),  // 9
        (10_050, 100, "100.50"), (10_000, 100, "100.00"), (5, 100, "0.05"), (-5, 100, "-0.05"),
        (0, 100, "0.00"), (7, 1, "7"), (-7, 1, "-7"), (9, 8, "1.125"), (16, 8, "2"),
        (1, 1_000_000_000_000_000_000, "0.000000000000000001"),
        (-7, 5_000_000_000_000_000_000, "-0.0000000000000000014"),
        (.max, 100, "1701411834604692317316873037158841057.27"),
        (.min, 1, "-170141183460469231731687303715884105728"),
    ]

    @Test(arguments: texts)
    func `are written with all their minor units`(
        _ minorUnits: Int128, _ precision: Int64, _ text: String
    ) {
        #expect(AmountText.major(Amount(minorUnits), precision: precision) == text)
    }

    @Test func `have no text where the decimal never ends`() {
        #expect(AmountText.major(Amount(1), precision: 3) == nil)
        #expect(AmountText.major(Amount(3), precision: 3) == "1")
        #expect(AmountText.major(Amount(1), precision: 60) == nil)
        #expect(AmountText.major(Amount(30), precision: 60) == "0.5")
    }

    @Test func `are read back as they were`() throws {
        for seed in SeededGenerator.seeds(2_000) {
            var random = SeededGenerator(seed: seed)
            // Few bits of 128, or many.
            let bits = Int.random(in: 1...100, using: &random)
            let amount = Amount((Int128(truncatingIfNeeded: random.next()) << 64) >> (128 - bits))
            let precision: Int64 = random.pick(1, 2, 5, 10, 16, 100, 1000, 1 << 20, 1_000_000_000)
            let text = try #require(AmountText.major(amount, precision: precision))
            // Not every text has few enough digits to be read.
            guard text.utf8.count <= 39 else { continue }
            #expect(
                try AmountText.scaled(text, precision: precision) == amount, "SEED=\(seed) \(text)")
        }
    }
}

@Suite struct `Checked arithmetic` {
    @Test func `ends where 128 bits end`() {
        #expect(Amount.max.adding(Amount(1)) == nil)
        #expect(Amount.min.adding(Amount(-1)) == nil)
        #expect(Amount.min.subtracting(Amount(1)) == nil)
        #expect(Amount.zero.subtracting(.min) == nil)
        #expect(Amount.min.negated == nil)
        #expect(Amount.max.negated == Amount(Int128.min + 1))
        #expect(Amount(2).adding(Amount(-3)) == Amount(-1))
    }

    @Test func `lets an open hold always be committed`() {
        let held = Sums(credit: Amount(Int128.max - 5), inflightCredit: Amount(3))
        #expect(held.applying(.hold, Amount(3), on: .credit) == nil)
        #expect(held.applying(.settle, Amount(3), on: .credit) == nil)
        let last = held.applying(.hold, Amount(2), on: .credit)
        #expect(last?.applying(.commit, Amount(5), on: .credit)?.credit == .max)
        #expect(held.applying(.release, Amount(4), on: .credit) == nil)
    }

    @Test func `derives every figure from four sums`() {
        let sums = Sums(
            credit: Amount(100), debit: Amount(30), inflightCredit: Amount(7),
            inflightDebit: Amount(20))
        let figures = Condition.Field.allCases.map { sums[$0].minorUnits }
        #expect(figures == [70, 100, 30, -13, 7, 20, 50])
    }
}
