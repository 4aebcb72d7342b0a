/// How text may look: with colours or without.
struct Style: Sendable {
    let isColoured: Bool

    static let plain = Style(isColoured: false)

    /// The few looks that are used, by what they say; terminals choose the shades.
    enum Look: String {
        case heading = "1"
        case faint = "2"
        case alarm = "1;31"
        case good = "32"
        case attention = "33"
        case description = "36"
    }

    func paint(_ text: String, _ look: Look?) -> String {
        guard isColoured, let look else { return text }
        return "\u{1B}[\(look.rawValue)m\(text)\u{1B}[0m"
    }
}

extension String {
    /// The text in one line and without power over the terminal: what others put into descriptions
    /// and names may hold control characters.
    var printable: String {
        guard unicodeScalars.contains(where: \.isControl) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case _ where scalar.isControl: text += "\\u{\(String(scalar.value, radix: 16))}"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    /// The text with blanks up to a width.
    func padded(to width: Int, leading: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, width - terminalColumns))
        return leading ? blanks + self : self + blanks
    }
}

extension Unicode.Scalar {
    fileprivate var isControl: Bool {
        switch properties.generalCategory {
        // Format characters turn the direction of writing and hide what stands behind them.
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
