import Foundation

/// A line on the terminal that says how far something is, drawn over and over, and gone when it is
/// done. Where standard error is no terminal there is none.
struct ProgressBar {
    private let console: Console
    private let isShown: Bool
    private var last: (label: String, time: ContinuousClock.Instant)?

    /// Between two drawings of the same thing: faster than anyone reads, slower than it costs.
    private static let patience = Duration.milliseconds(50)
    /// Without a width from the terminal, what terminals have had from the start.
    private static let widthDefault = 80

    init(_ console: Console, isWanted: Bool) {
        self.console = console
        let isDumb = ProcessInfo.processInfo.environment["TERM"] == "dumb"
        isShown = isWanted && !isDumb && isatty(STDERR_FILENO) == 1
    }

    /// Draws the line anew.
    /// - Parameter total: 0 where it isn't known.
    mutating func show(_ label: String, done: Int64, total: Int64) {
        guard isShown else { return }
        let now = ContinuousClock.now
        if let last, last.label == label, now - last.time < Self.patience { return }
        last = (label, now)
        let line = Self.line(label, done: done, total: total, width: Self.width)
        console.draw("\r" + console.messageStyle.paint(line, .description) + Self.clearRest)
    }

    /// Takes the line away, before anything else is written.
    mutating func clear() {
        guard isShown, last != nil else { return }
        console.draw("\r" + Self.clearRest)
        last = nil
    }

    /// `records       [#####.....]  52%  4096 of 7800`, in less than `width` columns: a line that
    /// fills them all would be followed by another.
    static func line(_ label: String, done: Int64, total: Int64, width: Int) -> String {
        let name = label.padded(to: labelWidth)
        let room = max(0, width - 1)
        guard total > 0 else { return String("\(name)  \(done)".prefix(room)) }
        let part = min(1, Double(done) / Double(total))
        let percent = "\(Int(part * 100))%".padded(to: 4, leading: true)
        let all = String(total)
        let count = "\(String(min(done, total)).padded(to: all.count, leading: true)) of \(all)"
        let barRoom = room - "\(name)  []  \(percent)  \(count)".count
        guard barRoom >= barMin else { return String("\(name)  \(percent)".prefix(room)) }
        let filled = Int(part * Double(min(barRoom, barMax)))
        let bar = String(repeating: "#", count: filled).padded(to: min(barRoom, barMax))
        return "\(name)  [\(bar.replacing(" ", with: "."))]  \(percent)  \(count)"
    }

    /// The longest label, so that the bar stands still.
    private static let labelWidth = "conservation".count
    /// Shorter ones say nothing, longer ones no more.
    private static let barMin = 8
    private static let barMax = 50
    /// Clears from the cursor to the end of the line.
    private static let clearRest = "\u{1B}[K"

    private static var width: Int {
        var size = winsize()
        guard unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return widthDefault
        }
        return Int(size.ws_col)
    }
}
