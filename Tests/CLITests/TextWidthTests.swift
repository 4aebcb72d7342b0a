import Testing

@testable import tidemark

@Suite struct `Text on a terminal` {
    @Test(arguments: [
        ("", 0), ("alice", 5), ("日本", 4), ("🍣", 2), ("e\u{301}", 1), ("é", 1), ("한글", 4),
        ("\u{1112}\u{1161}\u{11AB}", 2), ("ｆｕｌｌ", 8), ("→…", 2), ("Ж", 1), ("あ", 2),
    ])
    func `takes so many columns`(_ text: String, _ columns: Int) {
        #expect(text.terminalColumns == columns)
    }

    @Test(arguments: [
        ("alice", 5, "alice"), ("alice", 4, "ali…"), ("alice", 1, "…"), ("alice", 0, ""),
        ("日本語", 6, "日本語"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("日本語", 2, "…"),
        ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
    ])
    func `is cut between its characters`(_ text: String, _ width: Int, _ cut: String) {
        #expect(text.cut(to: width) == cut)
        #expect(text.cut(to: width).terminalColumns <= width)
    }

    @Test func `is padded by its columns`() {
        #expect("日本".padded(to: 6) == "日本  ")
        #expect("日本".padded(to: 6, leading: true) == "  日本")
        #expect("日本".padded(to: 3) == "日本")
    }

    @Test(arguments: [
        "\u{1B}[2J", "\u{9B}2J", "a\r\nb", "\u{202E}abc", "\u{200B}", "\u{7F}", "\u{0}",
    ])
    func `has no power over it`(_ text: String) {
        let isSafe = text.printable.unicodeScalars.allSatisfy { scalar in
            scalar.value >= 0x20 && scalar.properties.generalCategory != .control
                && scalar.properties.generalCategory != .format
        }
        #expect(isSafe)
    }
}
