import ArgumentParser
import Foundation
import Messages

/// A length of time, `15m`: a whole number of seconds, minutes, hours or days.
struct SpanArgument {
    let seconds: Int64

    /// The largest first.
    private static let units: [(letter: Character, seconds: Int64)] = [
        ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1),
    ]
    /// A hundred years, so that no sum with it leaves what a time can be.
    private static let secondsMax: Int64 = 36_525 * 86_400

    @Sendable static func parse(_ text: String) throws(ValidationError) -> SpanArgument {
        guard let unit = units.first(where: { $0.letter == text.last }),
            let count = Int64(text.dropLast())
        else {
            throw ValidationError("it is a whole number and s, m, h or d, such as 15m")
        }
        guard count > 0, count <= secondsMax / unit.seconds else {
            throw ValidationError("it is at least 1s and at most a hundred years")
        }
        return SpanArgument(seconds: count * unit.seconds)
    }

    /// As it is written, in the largest unit that it is a whole number of.
    static func text(seconds: Int64) -> String {
        let unit = units.first { seconds != 0 && seconds.isMultiple(of: $0.seconds) }
        return unit.map { "\(seconds / $0.seconds)\($0.letter)" } ?? "\(seconds)s"
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
