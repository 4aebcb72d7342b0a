/// The messages of google.protobuf that JSON writes in a notation of their own.
enum WellKnown: String {
    case timestamp = "google.protobuf.Timestamp"
    case duration = "google.protobuf.Duration"
    case fieldMask = "google.protobuf.FieldMask"
    case any = "google.protobuf.Any"

    init?(_ fullName: String) {
        guard fullName.hasPrefix("google.protobuf.") else { return nil }
        self.init(rawValue: fullName)
    }

    /// What is written for it, in words for a message.
    var expected: String {
        switch self {
        case .timestamp: "a time such as 2026-03-01T12:00:00Z"
        case .duration: "a duration such as 1.5s"
        case .fieldMask: "names of fields with commas between"
        case .any: "an object with \"@type\""
        }
    }

    /// The description of the message that an `Any` holds: the URL ends in the full name.
    static func schema(ofURL url: String) -> Schema? {
        guard let slash = url.lastIndex(of: "/") else { return nil }
        return Schema.table.find(String(url[url.index(after: slash)...]))
    }
}

/// `google.protobuf.FieldMask` as text, `description,meta_data`.
enum FieldMaskText {
    /// The paths with commas between, or nil where a path is none.
    static func format(_ paths: [String]) -> String? {
        paths.allSatisfy(isPath) ? paths.joined(separator: ",") : nil
    }

    /// The paths of a text, which may have blanks after its commas; nil where it has other things.
    static func parse(_ text: String) -> [String]? {
        let paths = text.split(separator: ",").map { String($0.drop { $0 == " " }) }
        return paths.allSatisfy(isPath) ? paths : nil
    }

    private static func isPath(_ path: String) -> Bool {
        !path.isEmpty
            && path.utf8.allSatisfy { byte in
                let character = Unicode.Scalar(byte)
                return character.properties.isAlphabetic && byte < 0x80
                    || ("0"..."9").contains(character) || character == "_" || character == "."
            }
    }
}
