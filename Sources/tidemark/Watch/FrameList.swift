/// A column of a list in a frame.
struct FrameColumn<Row> {
    let title: String
    let isNumber: Bool
    /// The column is left out of narrower frames.
    let narrowest: Int
    let look: (Row) -> Style.Look?
    let text: (Row) -> String

    init(
        _ title: String, isNumber: Bool = false, narrowest: Int = 0,
        look: @escaping (Row) -> Style.Look? = { _ in nil }, _ text: @escaping (Row) -> String
    ) {
        self.title = title
        self.isNumber = isNumber
        self.narrowest = narrowest
        self.look = look
        self.text = text
    }
}

extension FrameLine {
    /// The heading of a list and a line for each row, its columns as wide as their widest text.
    /// - Parameter title: what stands above the first column.
    static func list<Row>(
        _ rows: [Row], _ columns: [FrameColumn<Row>], title: String, width: Int
    ) -> (heading: FrameLine, rows: [FrameLine]) {
        let columns = columns.filter { $0.narrowest <= width }
        let titles = [title] + columns.dropFirst().map(\.title)
        // The first column stands in from its title by as much as the mark of the list takes.
        let cells = rows.map { row in
            columns.enumerated().map { ($0.offset == 0 ? "  " : "") + $0.element.text(row) }
        }
        let widths = columns.indices.map { column in
            // The first column is a name: it gives way, so that the numbers stay whole.
            let most = column == 0 ? max(nameMin, width / 3) : width
            let widest = cells.map { $0[column].terminalColumns }.max() ?? 0
            return max(titles[column].terminalColumns, min(most, widest))
        }
        func line(_ texts: [String], look: (Int) -> Style.Look?) -> FrameLine {
            var line = FrameLine()
            for (column, text) in texts.enumerated() {
                let cut = text.cut(to: widths[column])
                let padded = cut.padded(to: widths[column], leading: columns[column].isNumber)
                let isLast = column == texts.count - 1 && !columns[column].isNumber
                line.add((column > 0 ? "  " : "") + (isLast ? cut : padded), look(column))
            }
            return line
        }
        return (
            line(titles) { $0 == 0 ? .heading : .faint },
            zip(rows, cells).map { row, texts in line(texts) { columns[$0].look(row) } }
        )
    }

    /// A name of fewer columns says nothing.
    private static let nameMin = 10
}
