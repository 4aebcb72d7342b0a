import ArgumentParser
import Messages

/// Which part of history is wanted, by either of its two times.
struct HistoryTimeArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp("Only recorded then or later.", valueName: "time"),
        transform: TimeArgument.parse)
    var since: TimeArgument?

    @Option(
        help: ArgumentHelp("Only recorded before.", valueName: "time"),
        transform: TimeArgument.parse)
    var until: TimeArgument?

    @Option(
        help: ArgumentHelp("Only effective then or later.", valueName: "time"),
        transform: TimeArgument.parse)
    var effectiveSince: TimeArgument?

    @Option(
        help: ArgumentHelp("Only effective before.", valueName: "time"),
        transform: TimeArgument.parse)
    var effectiveUntil: TimeArgument?

    var recorded: V1.TimeRange? { V1.TimeRange(since, until: until) }
    var effective: V1.TimeRange? { V1.TimeRange(effectiveSince, until: effectiveUntil) }
}
