/// A line of a frame: pieces of text, each with its look, that never take more than their room.
struct FrameLine: Equatable {
    struct Piece: Equatable {
        let text: String
        var look: Style.Look?
    }

    var pieces: [Piece] = []

    init(_ text: String = "", _ look: Style.Look? = nil) {
        add(text, look)
    }

    var terminalColumns: Int { pieces.reduce(0) { $0 + $1.text.terminalColumns } }

    mutating func add(_ text: String, _ look: Style.Look? = nil) {
        if !text.isEmpty { pieces.append(Piece(text: text, look: look)) }
    }

    /// The text of the line in at most `width` columns.
    func text(width: Int, _ style: Style) -> String {
        var (text, room) = ("", width)
        for piece in pieces where room > 0 {
            let cut = piece.text.cut(to: room)
            text += style.paint(cut, piece.look)
            // What was cut is the end, also where a wide character left a column free.
            if cut != piece.text { break }
            room -= cut.terminalColumns
        }
        return text
    }
}
