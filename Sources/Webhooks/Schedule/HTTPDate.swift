/// A point in time as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT`, and the two older forms that
/// RFC 9110 wants read.
enum HTTPDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Seconds since 1970; nil for what is no date.
    ///
    /// - Parameter now: the present time in seconds since 1970, for years of two digits.
    static func seconds(_ text: Substring, now: Int64) -> Int64? {
        // "Sunday, 06-Nov-94 08:49:37 GMT" has the order of the newest form.
        let words = text.split(whereSeparator: { $0 == " " || $0 == "-" }).map(String.init)
        switch words.count {
        case 6 where words[5] == "GMT" && words[0].hasSuffix(","):
            return seconds(day: words[1], month: words[2], year: words[3], words[4], now)
        case 5:
            // "Sun Nov  6 08:49:37 1994"
            return seconds(day: words[2], month: words[1], year: words[4], words[3], now)
        default: return nil
        }
    }

    private static func seconds(
        day: String, month: String, year: String, _ clock: String, _ now: Int64
    ) -> Int64? {
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
        guard let month = months.firstIndex(of: month), parts.count == 3,
            let day = number(day, in: 1...31), let year = number(year, in: 0...9999),
            let hour = number(parts[0], in: 0...23), let minute = number(parts[1], in: 0...59),
            let second = number(parts[2], in: 0...60)
        else { return nil }
        let days = self.days(year: fullYear(year, now), month: Int64(month) + 1, day: day)
        return ((days * 24 + hour) * 60 + minute) * 60 + second
    }

    private static func number(
        _ text: some StringProtocol, in range: ClosedRange<Int64>
    ) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy(\.isDecimalDigit), let value = Int64(text),
            range.contains(value)
        else { return nil }
        return value
    }

    /// Two digits mean the century that puts them less than fifty years ahead.
    private static func fullYear(_ year: Int64, _ now: Int64) -> Int64 {
        guard year < 100 else { return year }
        let present = 1970 + now / 31_556_952
        let full = present - present % 100 + year
        return full > present + 50 ? full - 100 : full
    }

    /// Days since 1970-01-01 in the Gregorian calendar; a year begins in March here, so that the
    /// leap day is its last.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
