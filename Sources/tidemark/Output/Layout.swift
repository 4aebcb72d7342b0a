/// A result arranged for people.
protocol Layout {
    func lines(_ style: Style) -> [String]
}

/// One thing: a line for each of its properties, names to the left, values aligned.
struct Card: Layout {
    private var rows: [(name: String, value: String)] = []

    /// Adds a property, unless it has no value.
    mutating func add(_ name: String, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        rows.append((name, value))
    }

    func lines(_ style: Style) -> [String] {
        let width = rows.map(\.name.terminalColumns).max() ?? 0
        return rows.map { row in
            style.paint(row.name.padded(to: width), .faint) + "  " + row.value.printable
        }
    }
}

/// Many things of a kind: a line for each, a heading above.
struct Table<Row>: Layout {
    struct Column {
        let title: String
        let isNumber: Bool
        let text: (Row) -> String

        init(_ title: String, isNumber: Bool = false, _ text: @escaping (Row) -> String) {
            self.title = title
            self.isNumber = isNumber
            self.text = text
        }
    }

    let columns: [Column]
    let rows: [Row]
    var hasHeading = true

    func lines(_ style: Style) -> [String] {
        guard !rows.isEmpty else { return [] }
        let cells = rows.map { row in columns.map { $0.text(row).printable } }
        let widths = columns.indices.map { column in
            max(columns[column].title.count, cells.map { $0[column].terminalColumns }.max() ?? 0)
        }
        let heading = style.paint(line(columns.map(\.title), widths), .heading)
        return (hasHeading ? [heading] : []) + cells.map { line($0, widths) }
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = cells.indices.map { column in
            cells[column].padded(to: widths[column], leading: columns[column].isNumber)
        }
        let line = padded.joined(separator: "  ")
        // The last column's blanks would only make lines wrap.
        return String(line.reversed().drop { $0 == " " }.reversed())
    }
}

/// A sentence.
struct Sentence: Layout {
    let text: String
    var look: Style.Look?

    func lines(_ style: Style) -> [String] { [style.paint(text.printable, look)] }
}
