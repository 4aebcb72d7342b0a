import Foundation
import Synchronization

/// The terminal as a whole screen: no echo, keys as they are pressed, the screen before put back at
/// the end.
///
/// Whoever enters it leaves it, however the work ends; leaving twice does no harm. Results go to
/// standard output, keys come from standard input; both must be a terminal.
final class Terminal: Sendable {
    /// What was there before; nil while this hasn't the screen.
    private let saved = Mutex<termios?>(nil)

    /// Whether there is a terminal to draw on and to type at, and it is this program's turn: what
    /// runs in the background of a shell would be stopped for touching it.
    static var isThere: Bool {
        isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
            && tcgetpgrp(STDIN_FILENO) == getpgrp()
    }

    /// Takes the screen.
    func enter() throws(OutputFailure) {
        let isNew = saved.withLock { saved in
            var before = termios()
            guard saved == nil, unsafe tcgetattr(STDIN_FILENO, &before) == 0 else { return false }
            saved = before
            var raw = before
            unsafe cfmakeraw(&raw)
            _ = unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw)
            return true
        }
        if isNew { try write(Self.enterScreen) }
    }

    /// Gives the screen back.
    func leave() {
        saved.withLock { saved in
            guard var before = saved.take() else { return }
            // A terminal that was closed has no screen to put back.
            try? write(Self.leaveScreen)
            _ = unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &before)
        }
    }

    /// How large it is; what terminals have had from the start where it doesn't say.
    var size: WatchFrame.Size {
        var size = winsize()
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0,
            size.ws_row > 0
        else { return WatchFrame.Size(columns: 80, rows: 24) }
        return WatchFrame.Size(
            columns: min(Int(size.ws_col), Self.sideMax), rows: min(Int(size.ws_row), Self.sideMax))
    }

    /// Draws what has changed since the lines of before, which had the same size; all of it where
    /// there were none.
    func draw(_ lines: [String], over before: [String]) throws(OutputFailure) {
        let isWhole = before.count != lines.count
        var text = isWhole ? Self.clear : ""
        for (row, line) in lines.enumerated() where isWhole || before[row] != line {
            // Cleared first: behind a line as wide as the screen it would take the last character.
            text += "\u{1B}[\(row + 1);1H\u{1B}[2K\(line)"
        }
        if !text.isEmpty { try write(text) }
    }

    /// What is typed, as it comes; ends where the terminal is closed.
    var input: AsyncStream<[UInt8]> {
        AsyncStream(bufferingPolicy: .bufferingNewest(Self.inputMax)) { continuation in
            FileHandle.standardInput.readabilityHandler = { _ in
                guard let bytes = Self.typed() else { return continuation.finish() }
                if !bytes.isEmpty { continuation.yield(bytes) }
            }
            continuation.onTermination = { _ in
                FileHandle.standardInput.readabilityHandler = nil
            }
        }
    }

    /// The alternate screen, without a cursor.
    private static let enterScreen = "\u{1B}[?1049h\u{1B}[?25l\u{1B}[2J"
    private static let leaveScreen = "\u{1B}[0m\u{1B}[?25h\u{1B}[?1049l"
    private static let clear = "\u{1B}[0m\u{1B}[2J"
    /// A terminal may claim any size; no screen is larger.
    private static let sideMax = 1000
    /// Reads that nobody has looked at; more is a cat on the keys.
    private static let inputMax = 64

    /// What waits to be read; nil at the end. Foundation's own reading ends the program where a
    /// signal comes in between, or the terminal is gone.
    private static func typed() -> [UInt8]? {
        var count = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 256) { buffer, initializedCount in
            count = unsafe read(STDIN_FILENO, buffer.baseAddress, buffer.count)
            initializedCount = max(0, count)
        }
        return count > 0 || (count < 0 && errno == EINTR) ? bytes : nil
    }

    private func write(_ text: String) throws(OutputFailure) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        } catch {
            throw OutputFailure(error)
        }
    }
}
