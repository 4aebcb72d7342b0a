import Messages

/// What a verification says while it goes on and at its end: the progress on the terminal, each
/// finding as a line, a closing sentence.
struct VerifyReport: Sendable {
    private let console: Console
    private let isJSON: Bool
    private let limit: Int
    private var bar: ProgressBar
    /// How many findings there are; nil until it is complete.
    private(set) var findingCount: Int64?

    init(_ console: Console, isJSON: Bool, limit: Int) {
        self.console = console
        self.isJSON = isJSON
        self.limit = limit
        bar = ProgressBar(console, isWanted: !isJSON)
    }

    mutating func show(_ message: V1.VerifyResponse) throws {
        if !message.findings.isEmpty { try show(message.findings) }
        guard message.complete else {
            return bar.show(
                message.phase.word.lowercased(), done: message.doneCount, total: message.totalCount)
        }
        bar.clear()
        findingCount = message.findingCount
        try console.write(
            isJSON ? [try message.json()] : closing(message).lines(console.style))
    }

    private mutating func show(_ findings: [V1.VerifyFinding]) throws {
        bar.clear()
        try console.write(
            isJSON
                ? try findings.map { finding throws(MessageJSONError) in try finding.json() }
                : findings.map { $0.line(console.style) })
    }

    private func closing(_ message: V1.VerifyResponse) -> Sentence {
        let place = "sequence \(message.sequence), chain hash \(message.chainHash.hexadecimal)"
        switch message.findingCount {
        case 0: return Sentence(text: "the books are right: \(place)", look: .good)
        case Int64(limit)...:
            let count = limit == 1 ? "the first finding" : "\(limit) findings"
            return Sentence(text: "stopped at \(count): \(place)", look: .alarm)
        case let count:
            let findings = count == 1 ? "1 finding" : "\(count) findings"
            return Sentence(text: "\(findings): \(place)", look: .alarm)
        }
    }
}

extension V1.VerifyFinding {
    /// The longest name of a phase.
    private static let phaseWidth = "CONSERVATION".count

    /// `BALANCES      bln_…  sequence 7  the stored sums are not those of its entries`
    fileprivate func line(_ style: Style) -> String {
        let phase = style.paint(phase.word.padded(to: Self.phaseWidth), .alarm)
        let place = sequence > 0 ? "sequence \(sequence)" : ""
        return ([phase] + [record, place, message].filter { !$0.isEmpty }.map(\.printable))
            .joined(separator: "  ")
    }
}
