import Messages

/// Events one after the other: a line each, in columns that don't need to know what comes.
struct EventLines: Layout {
    let events: [V1.Event]

    private static let typeWidth = V1.EventType.words.map(\.count).max() ?? 0

    func lines(_ style: Style) -> [String] {
        events.map { event in
            let time = style.paint(event.createdAt?.text ?? "", .faint)
            let sequence = String(event.sequence).padded(to: 6, leading: true)
            let type = style.paint(event.type.word.padded(to: Self.typeWidth), event.look)
            return "\(time)  \(sequence)  \(type)  \(event.words.printable)"
        }
    }
}

extension Session {
    /// Shows events, to programs one per line.
    func show(_ events: [V1.Event]) throws {
        guard isJSON else {
            return try console.write(EventLines(events: events).lines(console.style))
        }
        try console.write(try events.map { event throws(MessageJSONError) in try event.json() })
    }
}
