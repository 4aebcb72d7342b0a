/// What can be pressed in the live view.
enum Key: Equatable {
    case quit
    case nextPane
    case previousPane
    case up
    case down
    case pageUp
    case pageDown
    case top
    case bottom
    case pause
    case redraw
}

/// Makes keys of what a terminal sends, which may come in pieces.
struct KeyParser {
    private enum Place {
        case outside
        /// Behind ESC.
        case escaped
        /// Behind ESC [ or ESC O, and some digits.
        case sequence(String)
    }

    private var place = Place.outside

    /// No key of ours sends more; what does is nonsense.
    private static let sequenceMax = 16

    mutating func keys(_ bytes: [UInt8]) -> [Key] {
        bytes.compactMap { take(Character(Unicode.Scalar($0))) }
    }

    private mutating func take(_ character: Character) -> Key? {
        switch place {
        case .outside:
            if character == "\u{1B}" {
                place = .escaped
                return nil
            }
            return Self.plain(character)
        case .escaped:
            if character == "[" || character == "O" {
                place = .sequence("")
                return nil
            }
            place = character == "\u{1B}" ? .escaped : .outside
            return nil
        case .sequence(let digits):
            let isWithin = character.isNumber || character == ";"
            if isWithin, digits.count < Self.sequenceMax {
                place = .sequence(digits + String(character))
                return nil
            }
            place = .outside
            return Self.sequence(digits, character)
        }
    }

    private static func plain(_ character: Character) -> Key? {
        switch character {
        case "q", "Q", "\u{03}", "\u{04}": .quit
        case "\t", "l": .nextPane
        case "h": .previousPane
        case "k": .up
        case "j": .down
        case "b": .pageUp
        case " ": .pageDown
        case "g": .top
        case "G": .bottom
        case "p", "P": .pause
        case "\u{0C}": .redraw
        default: nil
        }
    }

    private static func sequence(_ digits: String, _ end: Character) -> Key? {
        switch (digits, end) {
        case (_, "A"): .up
        case (_, "B"): .down
        case (_, "C"): .nextPane
        case (_, "D"), (_, "Z"): .previousPane
        case (_, "H"), ("1", "~"), ("7", "~"): .top
        case (_, "F"), ("4", "~"), ("8", "~"): .bottom
        case ("5", "~"): .pageUp
        case ("6", "~"): .pageDown
        default: nil
        }
    }
}
