import ArgumentParser
import Foundation
import Messages

/// A length of time, `15m`: a whole number of seconds, minutes, hours or days.
struct SpanArgument: ExpressibleByArgument {
    let seconds: Int64

    private static let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    /// A hundred years, so that no sum with it leaves what a time can be.
    private static let secondsMax: Int64 = 36_525 * 86_400

    init?(argument: String) {
        guard let unit = argument.last.flatMap({ Self.units[$0] }),
            let count = Int64(argument.dropLast()), count > 0, count <= Self.secondsMax / unit
        else { return nil }
        seconds = count * unit
    }

    /// As requests have it.
    var message: GoogleProtobuf.Duration { .init(seconds: seconds) }

    func fromNow() -> GoogleProtobuf.Timestamp {
        let now = Date.now.timeIntervalSince1970
        let whole = Int64(now)
        let nanos = Int32((now - Double(whole)) * 1_000_000_000)
        return GoogleProtobuf.Timestamp(seconds: whole + seconds, nanos: nanos)
    }
}
