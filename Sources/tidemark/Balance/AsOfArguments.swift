import ArgumentParser
import Messages

/// A point of a balance's history.
struct AsOfArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "As it was then, with all that counts up to then whenever it was recorded.",
            valueName: "time"),
        transform: TimeArgument.parse)
    var asOf: TimeArgument?

    @Option(
        help: ArgumentHelp("As a reader would have seen it then.", valueName: "time"),
        transform: TimeArgument.parse)
    var asOfRecorded: TimeArgument?

    @Option(help: ArgumentHelp("As it was right after this commit.", valueName: "sequence"))
    var asOfSequence: Int64?

    func validate() throws {
        let given = [asOf != nil, asOfRecorded != nil, asOfSequence != nil].count { $0 }
        guard given <= 1 else {
            throw ValidationError(
                "--as-of, --as-of-recorded and --as-of-sequence are three points; give one")
        }
        guard asOfSequence.map({ $0 >= 0 }) ?? true else {
            throw ValidationError("--as-of-sequence is 0 or more")
        }
    }

    /// The point of a request; nil for now.
    var message: V1.AsOf? {
        if let asOf { return V1.AsOf(point: .effectiveAt(asOf.time)) }
        if let asOfRecorded { return V1.AsOf(point: .recordedAt(asOfRecorded.time)) }
        return asOfSequence.map { V1.AsOf(point: .sequence($0)) }
    }

    /// `as of 2026-03-01 12:00:00.000Z`, above what is shown; empty for now.
    var heading: Sentence {
        let text =
            asOf.map { "as of \($0.time.text)" }
            ?? asOfRecorded.map { "as recorded by \($0.time.text)" }
            ?? asOfSequence.map { "as of sequence \($0)" }
        return Sentence(text: text ?? "", look: .heading)
    }
}
