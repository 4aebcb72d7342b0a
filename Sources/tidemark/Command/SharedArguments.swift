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

/// What rows must have among their facts.
struct MetaDataFilterArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only with this fact: tier=gold, count=5, or tier for any value; may be repeated.",
            valueName: "key=value"),
        transform: MetaDataFilterText.parse)
    var metaData: [V1.MetaDataFilter] = []

    var filters: [V1.MetaDataFilter] { metaData }
}

/// A fact to look for, `tier=gold`. What is no JSON is meant as text, so that quotes are needed
/// only for texts that look like something else: `count="5"`.
enum MetaDataFilterText {
    @Sendable static func parse(_ text: String) throws(ValidationError) -> V1.MetaDataFilter {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let key = parts.first, !key.isEmpty else {
            throw ValidationError("it begins with a key, as in tier=gold")
        }
        guard parts.count == 2 else { return V1.MetaDataFilter(key: String(key)) }
        let value = String(parts[1])
        let isJSON = (try? JSONValue(parsing: value)) != nil
        return V1.MetaDataFilter(
            key: String(key), valueJson: isJSON ? value : JSONValue.string(value).text)
    }
}

/// Switches something on or off.
enum PowerFlag: EnumerableFlag {
    case enable
    case disable
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
struct TimeArgument {
    let time: GoogleProtobuf.Timestamp

    @Sendable static func parse(_ text: String) throws(ValidationError) -> TimeArgument {
        guard let time = TimestampText.parse(text) else {
            throw ValidationError("it is a time by RFC 3339, such as 2026-03-01T12:00:00Z")
        }
        return TimeArgument(time: .init(seconds: time.seconds, nanos: time.nanos))
    }
}

extension V1.TimeRange {
    /// Nil where neither side is given.
    init?(_ since: TimeArgument?, until: TimeArgument?) {
        guard since != nil || until != nil else { return nil }
        self.init(start: since?.time, end: until?.time)
    }
}

/// Lists the fields that an update names, where a mask is needed at all: to empty some of them.
func updateMask(given: [String: Bool], cleared: [String]) -> GoogleProtobuf.FieldMask? {
    guard !cleared.isEmpty else { return nil }
    let named = given.filter(\.value).map(\.key)
    return GoogleProtobuf.FieldMask(paths: Set(named).union(cleared).sorted())
}
