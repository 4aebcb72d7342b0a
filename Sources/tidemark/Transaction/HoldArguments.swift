import ArgumentParser
import Messages

/// When a hold ends by itself.
struct HoldTimeArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp("When what remains of the hold is released.", valueName: "time"),
        transform: TimeArgument.parse)
    var expiresAt: TimeArgument?

    @Option(
        help: ArgumentHelp("The same from now on, such as 15m.", valueName: "span"),
        transform: SpanArgument.parse)
    var expiresIn: SpanArgument?

    @Option(
        help: ArgumentHelp("When what remains of the hold is committed.", valueName: "time"),
        transform: TimeArgument.parse)
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
