import Ledger
import Messages

/// Which fields of an update request count: those that the mask names, or without a mask those that
/// are given.
struct UpdateMask {
    private let paths: Set<String>?

    /// - Parameter allowed: every path that may be named.
    init(_ mask: GoogleProtobuf.FieldMask?, allowed: Set<String>) throws(Rejection) {
        guard let mask, !mask.paths.isEmpty else {
            paths = nil
            return
        }
        for path in mask.paths where !allowed.contains(path) {
            throw Rejection(
                .fieldInvalid, field: "update_mask",
                "\"\(path)\" can't be updated; these can: "
                    + allowed.sorted().joined(separator: ", "),
                facts: [.init("path", path)])
        }
        paths = Set(mask.paths)
    }

    /// Whether the mask names a path; without a mask, whether the field is given.
    func names(_ path: String, given: Bool) -> Bool {
        guard let paths else { return given }
        return paths.contains(path)
    }

    /// What becomes of a field.
    func change<Value>(
        _ path: String, given: Bool, to value: () throws(Rejection) -> Value
    ) throws(Rejection) -> Change<Value> {
        names(path, given: given) ? .set(try value()) : .keep
    }

    /// What becomes of the metadata.
    func metaData(_ text: String) throws(Rejection) -> MetaDataChange {
        guard names("meta_data", given: !text.isEmpty) else { return .keep }
        return text.isEmpty ? .clear : .merge(try Shape.metaData(text, "meta_data"))
    }
}
