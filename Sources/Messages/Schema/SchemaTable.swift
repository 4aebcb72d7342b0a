/// The descriptions of all messages and enums, by full name.
package struct SchemaTable: Sendable {
    private let schemas: [String: Schema]
    private let enums: [String: EnumSchema]

    init(schemas: [String: Schema], enums: [String: EnumSchema]) {
        self.schemas = schemas
        self.enums = enums
    }

    /// The description of the message of that full name, or nil if the protos have none.
    package func find(_ fullName: String) -> Schema? {
        schemas[fullName]
    }

    /// The description of the enum of that full name, or nil if no message has a field of it.
    func enumeration(of fullName: String) -> EnumSchema? {
        enums[fullName]
    }

    /// The full names of all messages, sorted.
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
        return reader.table
    }()
}
