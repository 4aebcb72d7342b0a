import Messages
import Testing

@testable import tidemark

@Suite struct `The keys of the live view` {
    private func keys(_ text: String) -> [Key] {
        var parser = KeyParser()
        return parser.keys(Array(text.utf8))
    }

    @Test(arguments: [
        ("q", Key.quit), ("Q", .quit), ("\u{03}", .quit), ("\u{04}", .quit), ("\t", .nextPane),
        ("p", .pause), ("g", .top), ("G", .bottom), ("\u{0C}", .redraw), ("j", .down),
        ("\u{1B}[A", .up), ("\u{1B}OA", .up), ("\u{1B}[B", .down), ("\u{1B}[C", .nextPane),
        ("\u{1B}[D", .previousPane), ("\u{1B}[Z", .previousPane), ("\u{1B}[5~", .pageUp),
        ("\u{1B}[6~", .pageDown), ("\u{1B}[H", .top), ("\u{1B}[1~", .top), ("\u{1B}[F", .bottom),
        ("\u{1B}[1;5A", .up),
    ])
    func `are known`(_ text: String, _ key: Key) {
        #expect(keys(text) == [key])
    }

    @Test func `may come in pieces`() {
        var parser = KeyParser()
        #expect(parser.keys([0x1B]).isEmpty)
        #expect(parser.keys([0x5B]).isEmpty)
        #expect(parser.keys([0x41, 0x71]) == [.up, .quit])
    }

    @Test(arguments: ["\u{1B}", "\u{1B}[", "x", "é", "\u{1B}x", "\u{1B}[9999;1;1;1;1;1;1;1R"])
    func `that mean nothing do nothing`(_ text: String) {
        #expect(keys(text).allSatisfy { $0 != .quit })
        #expect(keys(text + "\u{1B}[Aq").last == .quit)
    }

    @Test func `move in the list that is chosen`() {
        var state = WatchState(address: "a")
        for number in 1...5 {
            state.take(V1.Balance(balanceID: "bln_\(number)", version: 1))
        }
        state.press(.up)
        #expect(state.offsets[.balances] == 0)
        state.press(.down)
        state.press(.down)
        #expect(state.offsets[.balances] == 2)
        state.press(.pageDown)
        #expect(state.offsets[.balances] == 4)
        state.press(.top)
        #expect(state.offsets[.balances] == 0)
        state.press(.bottom)
        #expect(state.offsets[.balances] == 4)
        state.press(.nextPane)
        #expect(state.pane == .firings)
        state.press(.down)
        #expect(state.offsets[.firings] == 0)
        state.press(.previousPane)
        state.press(.previousPane)
        #expect(state.pane == .events)
        state.press(.pause)
        #expect(state.isPaused)
    }
}
