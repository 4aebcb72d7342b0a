extension JSONValue {
    /// The value without white space, its objects in their own order.
    package var text: String {
        var writer = JSONWriter(sortsKeys: false, indentation: nil)
        writer.write(self, depth: 0)
        return writer.text
    }

    /// The value over several lines, for people.
    package var prettyText: String {
        var writer = JSONWriter(sortsKeys: false, indentation: 2)
        writer.write(self, depth: 0)
        return writer.text
    }

    /// The one form that equal values share: keys in the order of their UTF-8 bytes, no white
    /// space, only the escapes that JSON demands, numbers as they were written.
    package var canonicalText: String {
        var writer = JSONWriter(sortsKeys: true, indentation: nil)
        writer.write(self, depth: 0)
        return writer.text
    }
}

private struct JSONWriter {
    let sortsKeys: Bool
    /// Blanks per level, or nil for one line.
    let indentation: Int?
    private(set) var text = ""

    init(sortsKeys: Bool, indentation: Int?) {
        self.sortsKeys = sortsKeys
        self.indentation = indentation
    }

    mutating func write(_ value: JSONValue, depth: Int) {
        switch value {
        case .null: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .number(let number): text += number
        case .string(let string): quote(string)
        case .array(let elements): write(elements, depth)
        case .object(let members): write(members, depth)
        }
    }

    private mutating func write(_ elements: [JSONValue], _ depth: Int) {
        text += "["
        for (index, element) in elements.enumerated() {
            separate(index, depth + 1)
            write(element, depth: depth + 1)
        }
        if !elements.isEmpty { newLine(depth) }
        text += "]"
    }

    private mutating func write(_ members: [JSONMember], _ depth: Int) {
        let members =
            sortsKeys
            ? members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) } : members
        text += "{"
        for (index, member) in members.enumerated() {
            separate(index, depth + 1)
            quote(member.key)
            text += indentation == nil ? ":" : ": "
            write(member.value, depth: depth + 1)
        }
        if !members.isEmpty { newLine(depth) }
        text += "}"
    }

    private mutating func separate(_ index: Int, _ depth: Int) {
        if index > 0 { text += "," }
        newLine(depth)
    }

    private mutating func newLine(_ depth: Int) {
        guard let indentation else { return }
        text += "\n" + String(repeating: " ", count: indentation * depth)
    }

    private mutating func quote(_ string: String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\u{8}": text += "\\b"
            case "\u{C}": text += "\\f"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{0}"..<"\u{20}":
                let hex = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
