@testable import tidemark

/// What a person would see: a terminal that knows what the live view may send, and keeps account of
/// everything else.
struct Screen {
    private(set) var isAlternate = false
    private(set) var hasCursor = true
    /// What no line of ours should have sent: other escapes, text beyond the edge.
    private(set) var violations: [String] = []
    /// The ordinary screen, as one text: what was written while the other wasn't up.
    private(set) var ordinary = ""

    private var size: WatchFrame.Size
    private var rows: [[Character]]
    private var place = (row: 0, column: 0)
    private var escape: String?
    /// Bytes of a character that isn't complete yet.
    private var rest: [UInt8] = []

    init(_ size: WatchFrame.Size) {
        self.size = size
        rows = Array(repeating: [], count: size.rows)
    }

    /// The lines, without blanks at their ends.
    var lines: [String] {
        rows.map { row in String(row.reversed().drop { $0 == " " }.reversed()) }
    }

    /// The lines, with one blank for several.
    var narrowLines: [String] { lines.map { $0.replacing(/\ +/, with: " ") } }

    mutating func resize(_ size: WatchFrame.Size) {
        self.size = size
        rows = Array(repeating: [], count: size.rows)
        place = (0, 0)
    }

    mutating func write(_ bytes: [UInt8]) {
        rest += bytes
        // A character may be cut by the end of a read.
        var whole = rest.count
        while whole > max(0, rest.count - 4),
            String(validating: rest[..<whole], as: UTF8.self) == nil
        {
            whole -= 1
        }
        let text = String(decoding: rest[..<whole], as: UTF8.self)
        rest.removeFirst(whole)
        for scalar in text.unicodeScalars { take(scalar) }
    }

    private mutating func take(_ scalar: Unicode.Scalar) {
        if var sequence = escape {
            sequence.unicodeScalars.append(scalar)
            escape = sequence
            let isEnd = sequence.count > 1 && (0x40...0x7E).contains(scalar.value)
            guard isEnd || sequence.first != "[" else { return }
            escape = nil
            obey(sequence)
        } else if scalar == "\u{1B}" {
            escape = ""
        } else if !isAlternate {
            ordinary.unicodeScalars.append(scalar)
        } else if scalar.value < 0x20 || scalar.value == 0x7F {
            violations.append("the control character \(scalar.value)")
        } else {
            put(scalar)
        }
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        let columns = String(scalar).terminalColumns
        guard place.row < rows.count, place.column + columns <= size.columns else {
            // Between a resize and the drawing that follows, a frame of the former size may come.
            return violations.append("\(scalar) at \(place)")
        }
        if columns == 0, let last = rows[place.row].popLast() {
            rows[place.row].append(Character(String(last) + String(scalar)))
        } else {
            rows[place.row].append(Character(scalar))
        }
        place.column += columns
    }

    private mutating func obey(_ sequence: String) {
        switch sequence {
        case "[?1049h": isAlternate = true
        case "[?1049l": isAlternate = false
        case "[?25l": hasCursor = false
        case "[?25h": hasCursor = true
        case "[2J": rows = Array(repeating: [], count: size.rows)
        case "[2K": if place.row < rows.count { rows[place.row] = [] }
        case _ where sequence.wholeMatch(of: /\[[0-9;]*m/) != nil: break
        default:
            guard let match = sequence.wholeMatch(of: /\[(\d+);1H/), let row = Int(match.output.1)
            else { return violations.append("ESC \(sequence)") }
            place = (row - 1, 0)
        }
    }
}
