/// Which values each field of some type has had, by the path to it: so that a field that a
/// generator of samples forgets is found, whenever it is added.
struct FieldValues {
    private var values: [String: Set<String>] = [:]

    /// The fields that never had another value than the first.
    var unchanged: [String] { values.filter { $0.value.count < 2 }.keys.sorted() }

    mutating func note(_ value: Any) { note(value, at: "") }

    private mutating func note(_ value: Any, at path: String) {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .collection, .set:
            record("\(mirror.children.count)", at: path)
            for child in mirror.children { note(child.value, at: "\(path)[]") }
        case .enum, .optional:
            // Of a case the name; what it holds has a path of its own.
            record(mirror.children.first?.label ?? "\(value)", at: path)
            for child in mirror.children {
                note(child.value, at: "\(path).\(child.label ?? "")")
            }
        case .struct, .tuple:
            guard !mirror.children.isEmpty else { return record("\(value)", at: path) }
            for child in mirror.children {
                note(child.value, at: "\(path).\(child.label ?? "")")
            }
        default: record("\(value)", at: path)
        }
    }

    private mutating func record(_ value: String, at path: String) {
        values[path, default: []].insert(value)
    }
}
