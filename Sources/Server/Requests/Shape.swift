import Ledger
import Messages

/// Reads the fields of requests: what is wrong with the shape of one is refused here, with its
/// path, before anything looks at the state.
enum Shape {
    /// Bytes of a description, at most.
    static let descriptionMax = 1024
    /// Bytes of a name or of an identity, at most.
    static let nameMax = 256
    /// Bytes of a URL, at most.
    static let urlMax = 2048

    static func required(_ text: String, _ field: String) throws(Rejection) -> String {
        guard !text.isEmpty else { throw missing(field) }
        return text
    }

    static func missing(_ field: String) -> Rejection {
        Rejection(.fieldRequired, field: field, "must be given")
    }

    static func text(
        _ text: String, _ field: String, max: Int
    ) throws(Rejection) -> String {
        guard text.utf8.count <= max else {
            throw Rejection(
                .fieldInvalid, field: field, "must have at most \(max) bytes",
                facts: [.init("limit", max)])
        }
        return text
    }

    /// A feature that the API describes and this version doesn't have yet.
    static func notImplemented(_ what: String, field: String = "") -> Rejection {
        Rejection(.notImplemented, field: field, "\(what) is not available in this version")
    }

    // MARK: Ids and names

    static func id<Kind: IdentifierKind>(
        _ text: String, _ field: String
    ) throws(Rejection) -> Identifier<Kind> {
        guard let id = Identifier<Kind>(try required(text, field)) else {
            throw Rejection(
                .fieldInvalid, field: field,
                "must be \"\(Kind.prefix)\" and a UUID in lower case, such as"
                    + " \(Kind.prefix)018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d10")
        }
        return id
    }

    /// Nil where the text is empty.
    static func optionalID<Kind: IdentifierKind>(
        _ text: String, _ field: String
    ) throws(Rejection) -> Identifier<Kind>? {
        text.isEmpty ? nil : try id(text, field)
    }

    static func currency(_ text: String, _ field: String) throws(Rejection) -> Currency {
        guard let currency = Currency(try required(text, field)) else {
            throw Rejection(
                .fieldInvalid, field: field,
                "must have 1 to \(Currency.lengthMax) bytes without blanks or control characters")
        }
        return currency
    }

    static func indicator(_ text: String, _ field: String) throws(Rejection) -> Indicator {
        guard let indicator = Indicator(try required(text, field)) else {
            throw Rejection(
                .fieldInvalid, field: field,
                "must have 1 to \(Indicator.lengthMax) bytes and not begin with \"bln_\"")
        }
        return indicator
    }

    static func reference(_ text: String, _ field: String) throws(Rejection) -> Reference {
        guard let reference = Reference(try required(text, field)) else {
            throw Rejection(
                .fieldInvalid, field: field, "must have 1 to \(Reference.lengthMax) bytes")
        }
        return reference
    }

    /// A balance by id where the text begins like one, else by indicator.
    static func party(_ text: String, _ field: String) throws(Rejection) -> Party {
        text.hasPrefix(BalanceKind.prefix)
            ? .id(try id(text, field)) : .indicator(try indicator(text, field))
    }

    static func metaData(_ text: String, _ field: String) throws(Rejection) -> MetaData {
        do {
            return try MetaData(text)
        } catch {
            throw Rejection(.fieldInvalid, field: field, error.description)
        }
    }

    // MARK: Times and versions

    static func time(
        _ time: GoogleProtobuf.Timestamp?, _ field: String
    ) throws(Rejection) -> Timestamp? {
        guard let time else { return nil }
        let (nanoseconds, overflow) = time.seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, carry) = nanoseconds.addingReportingOverflow(Int64(time.nanos))
        guard !overflow, !carry, (0..<1_000_000_000).contains(time.nanos), sum >= 0 else {
            throw Rejection(
                .fieldInvalid, field: field,
                "must lie between 1970-01-01 and 2262-04-11, with 0 to 999,999,999 nanos")
        }
        return Timestamp(nanoseconds: sum)
    }

    static func expectedVersion(_ version: Int64) throws(Rejection) -> UInt64? {
        guard version >= 0 else {
            throw Rejection(.fieldInvalid, field: "expected_version", "must not be negative")
        }
        return version == 0 ? nil : UInt64(version)
    }
}
