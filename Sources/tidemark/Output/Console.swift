import Foundation

/// Where a command writes: results on standard output, everything said about them on standard
/// error.
///
/// Whoever pipes the output gets results and nothing else, and no colours.
struct Console: Sendable {
    /// How results may look.
    let style: Style
    /// How messages may look.
    let messageStyle: Style

    /// Colours only for a terminal, and only where https://no-color.org is not asked for.
    static func standard(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> Console {
        let isPlain =
            !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        return Console(
            style: Style(isColoured: !isPlain && isatty(STDOUT_FILENO) == 1),
            messageStyle: Style(isColoured: !isPlain && isatty(STDERR_FILENO) == 1))
    }

    /// Writes lines of a result.
    func write(_ lines: [String]) throws(OutputFailure) {
        guard !lines.isEmpty else { return }
        let text = lines.joined(separator: "\n") + "\n"
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        } catch {
            throw OutputFailure(error)
        }
    }

    /// Says something about the result, or instead of one.
    func say(_ text: String) { draw(text + "\n") }

    /// Writes to the terminal of messages as it is, without a new line.
    func draw(_ text: String) {
        // Where even standard error is closed there is nobody left to tell.
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}

/// Standard output can't be written to.
enum OutputFailure: Error {
    /// Whoever read it has left, as `head` does when it has enough.
    case closed
    /// The disk is full, or the like.
    case failed(String)

    init(_ error: any Error) {
        let cause = error as NSError
        let underlying = cause.userInfo[NSUnderlyingErrorKey] as? NSError
        let code = underlying?.code ?? cause.code
        self = code == Int(EPIPE) ? .closed : .failed(cause.localizedDescription)
    }
}
