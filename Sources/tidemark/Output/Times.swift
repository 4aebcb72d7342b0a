import Messages

extension GoogleProtobuf.Timestamp {
    /// `2026-03-01 12:00:00.250Z`: UTC, to the millisecond. JSON has it to the nanosecond.
    var text: String {
        let milliseconds = nanos / 1_000_000
        guard let whole = TimestampText.format(seconds: seconds, nanos: 0) else { return "" }
        let fraction = String(milliseconds)
        let padding = String(repeating: "0", count: max(0, 3 - fraction.count))
        return whole.replacing("T", with: " ").dropLast() + ".\(padding)\(fraction)Z"
    }
}

extension GoogleProtobuf.Duration {
    /// `15m`, as it is written on the command line; `0.015s`, what isn't whole to the millisecond.
    var text: String {
        guard nanos == 0 else {
            let milliseconds = nanos / 1_000_000
            return DurationText.format(seconds: seconds, nanos: milliseconds * 1_000_000) ?? ""
        }
        return SpanArgument.text(seconds: seconds)
    }
}
