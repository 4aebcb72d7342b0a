/// A segment's file is named by its first record, in so many digits that names sort by number.
struct SegmentName: Equatable {
    private static let suffix = ".journal"
    /// Those of the greatest number.
    private static let digits = 20

    let first: UInt64

    init(first: UInt64) { self.first = first }

    /// Nil for the names of other files.
    init?(_ text: String) {
        guard text.hasSuffix(Self.suffix), let first = UInt64(text.dropLast(Self.suffix.count))
        else { return nil }
        self.first = first
        guard first > 0, self.text == text else { return nil }
    }

    var text: String {
        let number = String(first)
        return String(repeating: "0", count: Self.digits - number.count) + number + Self.suffix
    }
}

/// Files that wait to become segments.
enum SpareName {
    private static let prefix = "spare-"
    private static let draftSuffix = ".new"

    static func text(_ number: UInt64) -> String { prefix + String(number) }

    /// While it is being prepared, so that one that a crash left half done isn't taken for one.
    static func draft(_ number: UInt64) -> String { text(number) + draftSuffix }

    static func isDraft(_ text: String) -> Bool {
        text.hasPrefix(prefix) && text.hasSuffix(draftSuffix)
    }

    /// Nil for the names of other files.
    static func number(_ text: String) -> UInt64? {
        guard text.hasPrefix(prefix), let number = UInt64(text.dropFirst(prefix.count)),
            Self.text(number) == text
        else { return nil }
        return number
    }
}
