import ArgumentParser
import Ledger
import Messages

/// Facts of the caller's own, as a JSON object.
struct MetaDataArgument: ParsableArguments {
    @Option(
        help: ArgumentHelp("A JSON object of your own facts.", valueName: "json"),
        transform: { text in
            do throws(JSONSyntaxError) {
                return try canonicalJSONObject(text)
            } catch {
                throw ValidationError("it is not a JSON object: \(error)")
            }
        })
    var metaData: String?
}

/// The version that a writer has seen.
struct ExpectedVersionArgument: ParsableArguments {
    @Option(
        help: ArgumentHelp("Refuse if the version isn't this one any more.", valueName: "version"))
    var expectVersion: Int64?

    func validate() throws {
        guard expectVersion.map({ $0 >= 1 }) ?? true else {
            throw ValidationError("--expect-version is a whole number from 1")
        }
    }

    /// As requests have it: 0 where nothing is expected.
    var version: Int64 { expectVersion ?? 0 }
}

/// A point of time by RFC 3339, `2026-03-01T12:00:00Z`.
struct TimeArgument: ExpressibleByArgument {
    let time: GoogleProtobuf.Timestamp

    init?(argument: String) {
        guard let time = TimestampText.parse(argument) else { return nil }
        self.time = GoogleProtobuf.Timestamp(seconds: time.seconds, nanos: time.nanos)
    }
}

/// Lists the fields that an update names, where a mask is needed at all: to empty some of them.
func updateMask(given: [String: Bool], cleared: [String]) -> GoogleProtobuf.FieldMask? {
    guard !cleared.isEmpty else { return nil }
    let named = given.filter(\.value).map(\.key)
    return GoogleProtobuf.FieldMask(paths: Set(named).union(cleared).sorted())
}
