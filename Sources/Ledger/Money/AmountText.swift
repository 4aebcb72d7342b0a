/// Reads and writes money as text: the canonical forms of the wire, exactly, with no floating
/// point.
///
/// Two forms exist: a `precise_amount` is a whole number of minor units ("10050"); an `amount` is a
/// decimal in major units ("100.50") that a precision (100) turns into minor units.
package enum AmountText {
    /// The digits a number may have in all: as many as 128 bits can hold.
    package static let digitsMax = 39

    /// What is wrong with a text that was to be an amount.
    package enum Failure: Error, Equatable, Sendable {
        /// Not the canonical form: a sign `+`, leading zeros, an exponent, other than ASCII digits,
        /// "-0".
        case notCanonical
        /// More than `digitsMax` digits, or a number that 128 bits can't hold.
        case tooLarge
        /// The decimal times its precision is not a whole number, and no rounding was asked for.
        case inexact
    }

    /// How a decimal that has no whole number of minor units is rounded, where the caller asked for
    /// it.
    package enum Rounding: UInt8, Sendable {
        /// Not at all: such a decimal is refused.
        case exact = 0
        /// To the nearest; a half away from zero.
        case halfAwayFromZero = 1
        /// To the nearest; a half to the even neighbour.
        case halfEven = 2
    }

    /// Reads a canonical whole number: optional `-`, no leading zeros, at most 39 ASCII digits.
    package static func whole(_ text: String) throws(Failure) -> Amount {
        let parts = try split(text)
        guard !parts.hasPoint else { throw .notCanonical }
        guard let value = signed(parts.digits, negative: parts.negative) else { throw .tooLarge }
        return Amount(value)
    }

    /// Reads a canonical decimal in major units and scales it by `precision`, the number of minor
    /// units in one major unit (1 and up; it need not be a power of ten).
    package static func scaled(
        _ text: String, precision: Int64, rounding: Rounding = .exact
    ) throws(Failure) -> Amount {
        precondition(precision >= 1, "the precision is checked where it enters")
        let parts = try split(text)
        let scale = parts.fraction
        // Whole units and fraction apart, so that no step needs more room than the result.
        guard let units = magnitude(parts.digits.dropLast(scale)),
            let fraction = magnitude(parts.digits.suffix(scale)),
            let divisor = powerOfTen(scale)
        else { throw .tooLarge }
        let unit = UInt128(UInt64(precision))
        let product = fraction.multipliedFullWidth(by: unit)
        // The fraction is below one, so that the quotient is below the precision.
        let (part, remainder) = divisor.dividingFullWidth((product.high, product.low))
        let (whole, overflow) = units.multipliedReportingOverflow(by: unit)
        let (quotient, carry) = whole.addingReportingOverflow(part)
        guard !overflow, !carry else { throw .tooLarge }
        let rounded = round(quotient, remainder: remainder, divisor: divisor, rounding: rounding)
        guard let rounded else { throw .inexact }
        guard let value = signed(rounded, negative: parts.negative) else { throw .tooLarge }
        return Amount(value)
    }

    /// The decimal of major units, exact where the precision is a product of twos and fives
    /// ("10.01" for 1001 at 100), otherwise nil.
    package static func major(_ amount: Amount, precision: Int64) -> String? {
        precondition(precision >= 1, "the precision is checked where it enters")
        let magnitude = amount.minorUnits.magnitude
        let sign = amount.isNegative ? "-" : ""
        let text =
            if let small = UInt64(exactly: magnitude), precision <= wordPrecisionMax {
                decimal(small, of: UInt64(precision))
            } else { decimal(magnitude, of: UInt128(UInt64(precision))) }
        return text.map { sign + $0 }
    }

    /// Up to here ten times a rest fits a word, of which the machine divides many times faster.
    private static let wordPrecisionMax: Int64 = 1_000_000_000_000_000_000

    private static func decimal<Word: FixedWidthInteger & UnsignedInteger>(
        _ magnitude: Word, of unit: Word
    ) -> String? {
        let (whole, rest) = magnitude.quotientAndRemainder(dividingBy: unit)
        var fraction: [UInt8] = []
        var remainder = rest
        // A fraction of a 63-bit precision that ends does so within 63 digits.
        while remainder != 0, fraction.count < 63 {
            let (digit, next) = (remainder * 10).quotientAndRemainder(dividingBy: unit)
            fraction.append(UInt8(ascii: "0") + UInt8(digit))
            remainder = next
        }
        guard remainder == 0 else { return nil }
        // Minor units are shown in full where the precision is a power of ten: "10.50", not "10.5".
        if let places = decimalPlaces(Int64(unit)) {
            while fraction.count < places { fraction.append(UInt8(ascii: "0")) }
        }
        guard !fraction.isEmpty else { return String(whole) }
        return String(whole) + "." + String(decoding: fraction, as: UTF8.self)
    }
}

// MARK: - The grammar

extension AmountText {
    private struct Parts {
        var negative = false
        var digits: [UInt8] = []
        /// How many of the digits stand behind the point.
        var fraction = 0
        var hasPoint = false
    }

    /// Splits `-?(0|[1-9][0-9]*)(\.[0-9]+)?` into its parts; "-0" and "-0.00" are refused.
    private static func split(_ text: String) throws(Failure) -> Parts {
        var parts = Parts()
        var wholeDigits = 0
        for (position, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where position == 0:
                parts.negative = true
            case UInt8(ascii: ".") where !parts.hasPoint && wholeDigits > 0:
                parts.hasPoint = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if parts.hasPoint { parts.fraction += 1 } else { wholeDigits += 1 }
                guard parts.digits.count < digitsMax else { throw .tooLarge }
                parts.digits.append(byte - UInt8(ascii: "0"))
            default:
                throw .notCanonical
            }
        }
        guard wholeDigits > 0, !parts.hasPoint || parts.fraction > 0 else { throw .notCanonical }
        guard wholeDigits == 1 || parts.digits[0] != 0 else { throw .notCanonical }
        guard !parts.negative || parts.digits.contains(where: { $0 != 0 }) else {
            throw .notCanonical
        }
        return parts
    }

    private static func magnitude(_ digits: some Sequence<UInt8>) -> UInt128? {
        var value: UInt128 = 0
        for digit in digits {
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(UInt128(digit))
            guard !overflow, !carry else { return nil }
            value = sum
        }
        return value
    }

    private static func signed(_ digits: [UInt8], negative: Bool) -> Int128? {
        guard let value = magnitude(digits) else { return nil }
        return signed(value, negative: negative)
    }

    private static func signed(_ magnitude: UInt128, negative: Bool) -> Int128? {
        if negative, magnitude == Int128.min.magnitude { return .min }
        guard let value = Int128(exactly: magnitude) else { return nil }
        return negative ? -value : value
    }
}

// MARK: - Numbers

extension AmountText {
    /// 10^exponent, or nil beyond 128 bits (exponents of 39 and more).
    private static func powerOfTen(_ exponent: Int) -> UInt128? {
        guard exponent < digitsMax else { return nil }
        var power: UInt128 = 1
        for _ in 0..<exponent { power *= 10 }
        return power
    }

    /// The digits behind the point that a power-of-ten precision means: 2 for 100; nil for others.
    private static func decimalPlaces(_ precision: Int64) -> Int? {
        var places = 0
        var rest = precision
        while rest % 10 == 0 {
            rest /= 10
            places += 1
        }
        return rest == 1 ? places : nil
    }

    /// The quotient rounded as asked, or nil where it may not be rounded.
    private static func round(
        _ quotient: UInt128, remainder: UInt128, divisor: UInt128, rounding: Rounding
    ) -> UInt128? {
        guard remainder != 0 else { return quotient }
        let rest = divisor - remainder
        let up: Bool
        switch rounding {
        case .exact: return nil
        case .halfAwayFromZero: up = remainder >= rest
        case .halfEven: up = remainder == rest ? quotient % 2 == 1 : remainder > rest
        }
        // The largest quotient has no sign to be held in, so that it is refused either way.
        return quotient == .max ? quotient : quotient + (up ? 1 : 0)
    }
}
