import Messages
import TTRPC
import TidemarkClient

/// The results of a batch: a line each, with the line of its item in front.
private struct BatchLines: Layout {
    let results: [V1.BatchResult]
    let lines: [Int]

    /// The longest word for what became of an item.
    private static let wordWidth = "SCHEDULED".count

    func lines(_ style: Style) -> [String] {
        zip(lines, results).map { line, result in
            let number = style.paint(String(line).padded(to: 6, leading: true), .faint)
            let word = result.word.padded(to: Self.wordWidth)
            let look: Style.Look = result.error == nil ? .good : .alarm
            return "\(number)  \(style.paint(word, look))  \(result.text.printable)"
        }
    }
}

extension Session {
    /// Shows results, to programs one per line.
    func show(_ results: [V1.BatchResult], at lines: [Int]) throws {
        guard isJSON else {
            let layout = BatchLines(results: results, lines: lines)
            return try console.write(layout.lines(console.style))
        }
        try console.write(
            try results.map { result throws(MessageJSONError) in try result.json() })
    }
}

extension V1.BatchResult {
    fileprivate var word: String {
        if error != nil { return "REFUSED" }
        return status == .unspecified ? "DONE" : status.word
    }

    fileprivate var text: String {
        if let refusal {
            // Its place in the message says less than the line, which stands in front already.
            let sentence = refusal.message.replacing(/^items\[\d+\](\.|: )/, with: "")
            return "\(refusal.reason): \(sentence)"
        }
        let place = sequence > 0 ? "  sequence \(sequence)" : ""
        return id + place + (replayed ? "  (done before)" : "")
    }

    /// The refusal, as a call of its own would have thrown it.
    private var refusal: RPCError? {
        error.map { error in
            RPCError(
                StatusCode(rawValue: error.code) ?? .unknown, error.message,
                details: error.details.map { .init(typeURL: $0.typeURL, value: $0.value) })
        }
    }
}
