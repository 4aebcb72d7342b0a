import Messages

/// Draws the live view: from what it knows and how large the screen is to lines of text, and
/// nothing else.
struct WatchFrame {
    struct Size: Equatable {
        let columns: Int
        let rows: Int
    }

    let state: WatchState
    let size: Size
    /// The time, for ages.
    let now: GoogleProtobuf.Timestamp

    /// With fewer rows there is room for one list only.
    private static let rowsForAll = 14

    /// As many lines as the screen has rows, none wider than it.
    func lines(_ style: Style) -> [String] {
        guard size.columns > 0, size.rows > 0 else { return [] }
        var lines = [title, status]
        let room = size.rows - lines.count - 1
        for (pane, height) in heights(room) { lines += list(pane, height) }
        lines = Array(lines.prefix(max(1, size.rows - 1)))
        while lines.count < size.rows - 1 { lines.append(FrameLine()) }
        if size.rows > 1 { lines.append(footer) }
        return lines.map { $0.text(width: size.columns, style) }
    }
}

// MARK: - Around the lists

extension WatchFrame {
    private var title: FrameLine {
        var line = FrameLine("tidemark watch", .heading)
        // Before the address, which may be long: how it is going must not be what is cut off.
        switch state.link {
        case .connecting: line.add("  connecting", .attention)
        case .connected: line.add("  connected", .good)
        case .interrupted(let reason):
            line.add("  interrupted, trying again: \(reason.printable)", .alarm)
        }
        line.add("  \(state.address.printable)", .faint)
        return line
    }

    private var status: FrameLine {
        var line = FrameLine("sequence \(state.sequence)")
        let behind = state.behind
        line.add("  behind \(behind)", behind > 0 ? .attention : nil)
        if let sentAt = state.sentAt { line.add("  heard \(age(sentAt)) ago") }
        let perSecond = state.throughput.perSecond.map { tenths($0) } ?? "-"
        line.add("  \(perSecond) transactions/s")
        if state.isPaused { line.add("  PAUSED", .attention) }
        return line
    }

    private var footer: FrameLine {
        FrameLine("q quits  tab next list  arrows move  p pauses", .faint)
    }

    /// `0.3s`, `2.5s`, `95s`: never below zero, though the clocks of two machines may differ.
    private func age(_ time: GoogleProtobuf.Timestamp) -> String {
        let seconds =
            Double(now.seconds - time.seconds) + Double(now.nanos - time.nanos) / 1_000_000_000
        return seconds < 60 ? "\(tenths(max(0, seconds)))s" : "\(Int(seconds))s"
    }

    private func tenths(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}

// MARK: - The lists

extension WatchFrame {
    /// How many lines each list gets, its heading included. The balances get what the others don't
    /// need; where there isn't room for all, the chosen list has it.
    private func heights(_ room: Int) -> [(WatchState.Pane, Int)] {
        guard size.rows >= Self.rowsForAll else { return [(state.pane, room)] }
        let firings = min(state.firings.count + 2, room / 3)
        let events = min(max(state.events.count, 1) + 2, room / 3)
        return [
            (.balances, room - firings - events), (.firings, firings), (.events, events),
        ]
    }

    private func list(_ pane: WatchState.Pane, _ height: Int) -> [FrameLine] {
        switch pane {
        case .balances:
            return list("BALANCES", pane, state.balances.newestFirst, Self.ofBalances, height)
        case .firings:
            return list("MONITORS", pane, state.firings.newestFirst, Self.ofFirings, height)
        case .events:
            return list("EVENTS", pane, state.events.newestFirst, Self.ofEvents, height)
        }
    }

    /// A blank line, the heading, the rows that there is room for.
    private func list<Row>(
        _ name: String, _ pane: WatchState.Pane, _ rows: [Row], _ columns: [FrameColumn<Row>],
        _ height: Int
    ) -> [FrameLine] {
        guard height > 1 else { return [] }
        // What scrolled away may be gone since.
        let offset = min(state.offsets[pane] ?? 0, max(0, rows.count - 1))
        let shown = Array(rows.dropFirst(offset).prefix(height - 2))
        let mark = state.pane == pane ? ">" : " "
        let place = offset > 0 ? "\(offset + 1)-\(offset + shown.count) of " : ""
        let (heading, lines) = FrameLine.list(
            shown, columns, title: "\(mark) \(name) \(place)\(rows.count)", width: size.columns)
        return [FrameLine(), heading] + lines
    }
}
