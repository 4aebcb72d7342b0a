/// The descriptions of all messages, by full name.
package struct SchemaTable: Sendable {
    private let schemas: [String: Schema]

    init(_ all: [Schema]) {
        schemas = Dictionary(all.map { ($0.fullName, $0) }) { first, _ in first }
    }

    /// The description of the message of that full name, or nil if the protos have none.
    package func find(_ fullName: String) -> Schema? {
        schemas[fullName]
    }

    /// All full names, sorted.
    package var names: [String] { schemas.keys.sorted() }

    /// The description of one of our own types. Every generated type is in the table.
    func schema(of fullName: String) -> Schema {
        guard let schema = schemas[fullName] else {
            preconditionFailure("\(fullName) is missing from AllMessages: run proto/generate.sh")
        }
        return schema
    }
}

extension Schema {
    /// Every message of the protos, map entries among them.
    package static let table: SchemaTable = {
        var reader = DescriptorReader()
        unsafe AllMessages.descriptors.forEach { unsafe reader.read($0) }
        return SchemaTable(reader.schemas)
    }()
}
