import ArgumentParser
import Foundation
import Messages

/// When a hold ends by itself.
struct HoldTimeArguments: ParsableArguments {
    @Option(help: ArgumentHelp("When what remains of the hold is released.", valueName: "time"))
    var expiresAt: TimeArgument?

    @Option(help: ArgumentHelp("The same from now on, such as 15m.", valueName: "span"))
    var expiresIn: SpanArgument?

    @Option(help: ArgumentHelp("When what remains of the hold is committed.", valueName: "time"))
    var commitAt: TimeArgument?

    func validate() throws {
        guard expiresAt == nil || expiresIn == nil else {
            throw ValidationError("--expires-at and --expires-in are two ends; give one")
        }
    }

    var isGiven: Bool { expires || commitAt != nil }
    var expires: Bool { expiresAt != nil || expiresIn != nil }
    /// Whether the same command sent later would ask for something else.
    var isRelative: Bool { expiresIn != nil }

    /// When it expires, as requests have it; a span is counted from now.
    func expiry() -> GoogleProtobuf.Timestamp? {
        expiresIn?.fromNow() ?? expiresAt?.time
    }
}

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

    func fromNow() -> GoogleProtobuf.Timestamp {
        let now = Date.now.timeIntervalSince1970
        let whole = Int64(now)
        let nanos = Int32((now - Double(whole)) * 1_000_000_000)
        return GoogleProtobuf.Timestamp(seconds: whole + seconds, nanos: nanos)
    }
}
