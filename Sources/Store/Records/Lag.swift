import Ledger

/// How far the date of an entry lies from the time of its recording: in which direction, and below
/// which power of two.
///
/// What was recorded on one side of a time and counts on the other is no further from it than its
/// lag. With entries of a like lag side by side, in the order of their dates, these are found in a
/// stretch that holds few others, even where every entry has a date of its own.
struct Lag: Equatable {
    /// The bits that the distance in nanoseconds takes, 1…64; for dates that lie ahead, 128 more.
    let code: UInt8

    private static let ahead: UInt8 = 0x80

    init(code: UInt8) {
        self.code = code
    }

    init(of entry: Entry) {
        let (recorded, effective) = (entry.recordedAt.nanoseconds, entry.effectiveAt.nanoseconds)
        let isAhead = effective > recorded
        // Exact, because the larger comes first: the difference fits the unsigned number.
        let distance = UInt64(
            bitPattern: isAhead ? effective &- recorded : recorded &- effective)
        let bits = UInt8(UInt64.bitWidth - distance.leadingZeroBitCount)
        code = isAhead ? bits | Lag.ahead : bits
    }

    /// The lag behind it in the order of the index; nil behind the last.
    var next: Lag? { code < .max ? Lag(code: code + 1) : nil }

    /// The dates of this lag that may count otherwise at a time than the recording says: those
    /// after `after`, up to `through`.
    func dates(around time: Timestamp) -> (after: Timestamp, through: Timestamp) {
        let bits = code & ~Lag.ahead
        let reach = bits < 63 ? Int64(1) << Int64(bits) : .max
        if code & Lag.ahead != 0 {
            let (end, isBeyond) = time.nanoseconds.addingReportingOverflow(reach)
            return (time, Timestamp(nanoseconds: bits > 63 || isBeyond ? .max : end))
        }
        let (start, isBeyond) = time.nanoseconds.subtractingReportingOverflow(reach)
        return (Timestamp(nanoseconds: bits > 63 || isBeyond ? .min : start), time)
    }
}
