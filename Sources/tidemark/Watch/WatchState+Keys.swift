extension WatchState {
    /// Moves about.
    mutating func press(_ key: Key) {
        switch key {
        case .nextPane: turn(1)
        case .previousPane: turn(Pane.allCases.count - 1)
        case .up: scroll(-1)
        case .down: scroll(1)
        case .pageUp: scroll(-Self.pageRows)
        case .pageDown: scroll(Self.pageRows)
        case .top: offsets[pane] = 0
        case .bottom: scroll(rowCount(pane))
        case .pause: isPaused.toggle()
        case .quit, .redraw: break
        }
    }

    private static let pageRows = 10

    private mutating func turn(_ steps: Int) {
        let all = Pane.allCases
        let index = all.firstIndex(of: pane) ?? 0
        pane = all[(index + steps) % all.count]
    }

    private mutating func scroll(_ rows: Int) {
        let last = max(0, rowCount(pane) - 1)
        offsets[pane] = min(last, max(0, (offsets[pane] ?? 0) + rows))
    }

    private func rowCount(_ pane: Pane) -> Int {
        switch pane {
        case .balances: balances.count
        case .firings: firings.count
        case .events: events.count
        }
    }
}

extension WatchState {
    /// What stands still here, with the place in the lists of there.
    func moved(as other: WatchState) -> WatchState {
        var state = self
        state.pane = other.pane
        state.offsets = other.offsets
        state.isPaused = other.isPaused
        return state
    }
}
