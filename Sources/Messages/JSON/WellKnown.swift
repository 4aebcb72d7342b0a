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

    /// The description of the message that an `Any` holds: the URL ends in the full name.
    static func schema(ofURL url: String) -> Schema? {
        guard let slash = url.lastIndex(of: "/") else { return nil }
        return Schema.table.find(String(url[url.index(after: slash)...]))
    }
}
