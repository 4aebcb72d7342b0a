/// A test of one top-level key of metadata: that it is there, or that it has a value.
package struct MetaDataMatch: Hashable, Sendable {
    package let key: String
    /// The value as canonical JSON with plain numbers; nil where the key need only be there.
    package let value: String?

    package init(key: String, value: String?) {
        self.key = key
        self.value = value
    }

    /// - Parameter json: the value as a client wrote it; 5 and 5.0 are the same.
    package init(key: String, json: String) throws(JSONSyntaxError) {
        self.key = key
        value = try JSONValue(parsing: json).withPlainNumbers.canonicalText
    }

    package func holds(for metaData: MetaData) -> Bool {
        guard let found = metaData.value(of: key) else { return false }
        guard let value else { return true }
        // What is stored is JSON; were it not, it would equal nothing.
        let meaning = try? JSONValue(parsing: found).withPlainNumbers.canonicalText
        return meaning?.utf8.elementsEqual(value.utf8) ?? false
    }
}
