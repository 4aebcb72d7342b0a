import Messages

extension WatchFrame {
    /// What is shown of a balance.
    static var ofBalances: [FrameColumn<BalanceRow>] {
        [
            .init("BALANCE") { $0.name },
            .init("CURRENT", isNumber: true) { $0.money.number($0.current) },
            .init("AVAILABLE", isNumber: true, narrowest: 50) { $0.money.number($0.available) },
            .init("CURRENCY", narrowest: 40) { $0.money.currency.printable },
            .init("MOVED", narrowest: 70, look: { _ in .faint }) { $0.movedAt?.clock ?? "" },
            .init("STATUS", narrowest: 80, look: { _ in .attention }) {
                $0.status == .open ? "" : $0.status.word
            },
        ]
    }

    /// What is shown of a monitor that fired.
    static var ofFirings: [FrameColumn<FiringRow>] {
        [
            .init("WATCHED", look: \.look) { $0.name },
            .init("FIRED", narrowest: 40, look: { _ in .faint }) { $0.firedAt?.clock ?? "" },
            .init("TIMES", isNumber: true, narrowest: 60) { String($0.firedCount) },
            .init("CONDITION", look: \.look) { $0.words },
        ]
    }

    /// What is shown of an event.
    static var ofEvents: [FrameColumn<EventRow>] {
        [
            .init("TIME", look: { _ in .faint }) { $0.createdAt?.clock ?? "" },
            .init("SEQUENCE", isNumber: true, narrowest: 60) { String($0.sequence) },
            .init("TYPE", narrowest: 50, look: \.look) { $0.type },
            .init("WHAT") { $0.words },
        ]
    }
}

extension FiringRow {
    fileprivate var look: Style.Look { isFiring ? .alarm : .good }

    fileprivate var words: String {
        let parts = [
            isFiring ? "" : "cleared", change.isEmpty ? condition : "\(condition): \(change)", note,
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "  ")
    }
}

extension GoogleProtobuf.Timestamp {
    /// `12:00:00`, of the day that it is.
    fileprivate var clock: String { String(text.dropFirst(11).prefix(8)) }
}
