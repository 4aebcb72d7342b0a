import ArgumentParser
import Messages

/// What test and replay are asked about: a stored monitor, or one that could be created.
struct MonitorTargetArguments: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "A stored monitor (mon_…); or the conditions of one that could be created.",
            valueName: "monitor"))
    var words: [String]

    @OptionGroup var draft: MonitorDraftArguments

    private static let idPrefix = "mon_"

    enum Target {
        case stored(String)
        case candidate(V1.CreateMonitorRequest)
    }

    func validate() throws {
        guard !words.isEmpty else {
            throw ValidationError("name a monitor, or give the condition of one to try")
        }
        guard let stored else { return try draft.check(try conditions) }
        guard words.count == 1, try draft.scope.scope == nil else {
            throw ValidationError("\(stored) is stored, and watches what it watches")
        }
    }

    func target(_ session: Session) async throws -> Target {
        if let stored { return .stored(stored) }
        return .candidate(try await draft.request(try conditions, session))
    }

    var isStored: Bool { stored != nil }

    private var stored: String? { words.first { $0.hasPrefix(Self.idPrefix) } }

    private var conditions: [ConditionText] {
        get throws(ValidationError) {
            try words.map { word throws(ValidationError) in
                do throws(ValidationError) {
                    return try ConditionText.parse(word)
                } catch {
                    throw ValidationError("'\(word)': \(error.message)")
                }
            }
        }
    }
}
