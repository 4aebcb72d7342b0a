/// What a client attaches to a record: a JSON object, as canonical text. The ledger keeps it and
/// never looks inside, except to merge an update into it.
package struct MetaData: Hashable, Sendable {
    /// Bytes of canonical text at most: 16 KiB.
    package static let lengthMax = 16 * 1024
    package static let empty = MetaData(canonical: "")

    /// The object without white space and with its keys in order of their bytes; the empty object is "".
    package let canonical: String

    /// Takes text that is canonical already, as the store has it.
    package init(canonical: String) {
        self.canonical = canonical
    }
}
