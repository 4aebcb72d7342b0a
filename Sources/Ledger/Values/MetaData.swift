/// What a client attaches to a record: a JSON object, as canonical text. The ledger keeps it and
/// looks inside only to merge an update into it, or to find records by it.
package struct MetaData: Hashable, Sendable {
    /// Bytes of canonical text at most: 16 KiB.
    package static let lengthMax = 16 * 1024
    package static let empty = MetaData(canonical: "")

    /// The object without white space and with its keys in order of their bytes; the empty object
    /// is the empty text.
    package let canonical: String

    /// Takes text that is canonical already, as the store has it.
    package init(canonical: String) {
        self.canonical = canonical
    }

    /// Takes the text of a client.
    package init(_ text: String) throws(JSONSyntaxError) {
        guard !text.isEmpty else {
            self = .empty
            return
        }
        let limits = JSONLimits(bytesMax: MetaData.lengthMax, depthMax: 32)
        let canonical = try canonicalJSONObject(text, limits: limits)
        self.init(canonical: canonical == "{}" ? "" : canonical)
    }

    package static func == (left: MetaData, right: MetaData) -> Bool {
        left.canonical.utf8.elementsEqual(right.canonical.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        for byte in canonical.utf8 { hasher.combine(byte) }
    }
}

extension MetaData {
    /// The value of a top-level key as canonical JSON; nil where the key is missing.
    package func value(of key: String) -> String? {
        members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value.canonicalText
    }

    /// The text of a top-level key; nil where the key is missing or is no text.
    package func text(of key: String) -> String? {
        guard let member = members.first(where: { $0.key.utf8.elementsEqual(key.utf8) }),
            case .string(let text) = member.value
        else { return nil }
        return text
    }

    /// Puts the top-level keys of an update over these; a null takes its key away. Nil where the
    /// result would be longer than `lengthMax`.
    func merging(_ update: MetaData) -> MetaData? {
        let changes = update.members
        var merged = members.filter { member in
            !changes.contains { $0.key.utf8.elementsEqual(member.key.utf8) }
        }
        merged += changes.filter { $0.value != .null }
        guard !merged.isEmpty else { return .empty }
        let canonical = JSONValue.object(merged).canonicalText
        return canonical.utf8.count <= MetaData.lengthMax ? MetaData(canonical: canonical) : nil
    }

    private var members: [JSONMember] {
        guard !canonical.isEmpty, let value = try? JSONValue(parsing: canonical),
            case .object(let members) = value
        else { return [] }
        return members
    }
}
