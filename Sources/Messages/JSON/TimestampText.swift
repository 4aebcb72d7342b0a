/// `google.protobuf.Timestamp` as RFC 3339 text, exact to the nanosecond.
package enum TimestampText {
    /// 0001-01-01T00:00:00Z, the earliest that a Timestamp may hold.
    static let secondsMin: Int64 = -62_135_596_800
    /// 9999-12-31T23:59:59Z, the latest.
    static let secondsMax: Int64 = 253_402_300_799

    /// `2026-03-01T12:00:00.5Z`, or nil outside the years 1 to 9999.
    package static func format(seconds: Int64, nanos: Int32) -> String? {
        guard (secondsMin...secondsMax).contains(seconds), (0..<1_000_000_000).contains(nanos)
        else { return nil }
        let day = Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
        let second = Int(seconds) - day * 86_400
        let date = CivilDate(daysSince1970: day)
        let time = [second / 3600, second / 60 % 60, second % 60].map { digits($0, 2) }
        return "\(digits(date.year, 4))-\(digits(date.month, 2))-\(digits(date.day, 2))"
            + "T\(time.joined(separator: ":"))\(fraction(nanos))Z"
    }

    /// Seconds and nanoseconds of a text with `Z` or an offset, or nil if it is none.
    package static func parse(_ text: String) -> (seconds: Int64, nanos: Int32)? {
        var scanner = DigitScanner(text)
        guard let year = scanner.number(4), scanner.skip("-"), let month = scanner.number(2),
            scanner.skip("-"), let day = scanner.number(2), scanner.skip("T") || scanner.skip("t"),
            let hour = scanner.number(2), scanner.skip(":"), let minute = scanner.number(2),
            scanner.skip(":"), let second = scanner.number(2), let nanos = scanner.fraction(),
            let offset = offset(&scanner), scanner.isAtEnd,
            let date = CivilDate(year: year, month: month, day: day),
            hour < 24, minute < 60, second < 60
        else { return nil }
        let seconds = Int64(
            date.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second - offset)
        return (secondsMin...secondsMax).contains(seconds) ? (seconds, nanos) : nil
    }

    /// Seconds east of Greenwich.
    private static func offset(_ scanner: inout DigitScanner) -> Int? {
        if scanner.skip("Z") || scanner.skip("z") { return 0 }
        let sign = scanner.skip("+") ? 1 : scanner.skip("-") ? -1 : 0
        guard sign != 0, let hours = scanner.number(2), scanner.skip(":"),
            let minutes = scanner.number(2), hours < 24, minutes < 60
        else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }

    /// `.5` as `.500`: three, six or nine digits, whichever are enough; none for zero.
    static func fraction(_ nanos: Int32) -> String {
        if nanos == 0 { return "" }
        if nanos % 1_000_000 == 0 { return "." + digits(Int(nanos) / 1_000_000, 3) }
        if nanos % 1_000 == 0 { return "." + digits(Int(nanos) / 1_000, 6) }
        return "." + digits(Int(nanos), 9)
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}

/// `google.protobuf.Duration` as text, `1.5s`.
package enum DurationText {
    /// Some 10,000 years, the longest that a Duration may hold.
    static let secondsMax: Int64 = 315_576_000_000

    /// `-1.5s`, or nil where the parts are out of range or of different signs.
    package static func format(seconds: Int64, nanos: Int32) -> String? {
        guard (-secondsMax...secondsMax).contains(seconds), abs(Int64(nanos)) < 1_000_000_000,
            seconds == 0 || nanos == 0 || (seconds < 0) == (nanos < 0)
        else { return nil }
        let sign = seconds < 0 || nanos < 0 ? "-" : ""
        return "\(sign)\(seconds.magnitude)\(TimestampText.fraction(abs(nanos)))s"
    }

    /// Seconds and nanoseconds, of one sign, or nil.
    package static func parse(_ text: String) -> (seconds: Int64, nanos: Int32)? {
        var scanner = DigitScanner(text)
        let isNegative = scanner.skip("-")
        guard let seconds = scanner.number(), let nanos = scanner.fraction(), scanner.skip("s"),
            scanner.isAtEnd, seconds <= secondsMax
        else { return nil }
        return isNegative ? (-Int64(seconds), -nanos) : (Int64(seconds), nanos)
    }
}

/// Reads digits and single characters off the front of a text.
private struct DigitScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = Substring(text).utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, Unicode.Scalar(first) == character else { return false }
        rest.removeFirst()
        return true
    }

    /// Exactly `count` digits, or as many as there are, up to 18.
    mutating func number(_ count: Int? = nil) -> Int? {
        let digits = rest.prefix(count ?? 18).prefix { (0x30...0x39).contains($0) }
        guard !digits.isEmpty, count == nil || digits.count == count else { return nil }
        rest = rest.dropFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// Nanoseconds: nothing, or a point and one to nine digits.
    mutating func fraction() -> Int32? {
        guard skip(".") else { return 0 }
        let before = rest.count
        guard let value = number(min(9, rest.prefix { (0x30...0x39).contains($0) }.count)) else {
            return nil
        }
        var nanos = Int32(value)
        for _ in (before - rest.count)..<9 { nanos *= 10 }
        return nanos
    }
}
