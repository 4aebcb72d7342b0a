import Foundation
import Synchronization
import TestSupport

@testable import tidemark

/// A terminal without a person: a program runs in it as its controlling terminal, what it draws is
/// seen on a `Screen`, keys are pressed and the window is resized.
final class PseudoTerminal: Sendable {
    private struct State {
        var screen: Screen
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let master: FileHandle
    /// Kept open, so that the terminal can be looked at after the program has left it.
    private let slave: FileHandle
    private let state: Mutex<State>
    private let process = Process()
    private let ended: AsyncStream<Int32>
    let errors: ProcessOutput

    /// Starts the tool in a session of its own.
    init(
        _ arguments: [String], server address: String, columns: Int = 100, rows: Int = 24,
        environment: [String: String] = [:]
    ) throws {
        (master, slave) = try Self.open()
        let size = WatchFrame.Size(columns: columns, rows: rows)
        state = Mutex(State(screen: Screen(size)))
        let (ended, end) = AsyncStream.makeStream(of: Int32.self)
        self.ended = ended
        let errors = Pipe()
        self.errors = ProcessOutput(errors.fileHandleForReading)
        Self.setSize(size, of: master)
        // The terminal becomes that of the program only in a session of its own.
        process.executableURL = URL(filePath: "/usr/bin/setsid")
        process.arguments = ["--ctty", "--wait", RunningServer.binary] + arguments
        process.environment = ["TIDEMARK_SERVER": address, "TERM": "xterm"]
            .merging(environment) { $1 }
        process.standardInput = slave
        process.standardOutput = slave
        process.standardError = errors
        process.terminationHandler = { process in
            end.yield(process.terminationStatus)
            end.finish()
        }
        master.readabilityHandler = { [weak self] handle in
            self?.show(Self.read(handle.fileDescriptor))
        }
        try process.run()
    }

    deinit {
        master.readabilityHandler = nil
        if let program, process.isRunning { kill(program, SIGKILL) }
    }

    var screen: Screen { state.withLock(\.screen) }

    func press(_ keys: String) throws {
        try master.write(contentsOf: Data(keys.utf8))
    }

    func resize(columns: Int, rows: Int) {
        let size = WatchFrame.Size(columns: columns, rows: rows)
        state.withLock { $0.screen.resize(size) }
        Self.setSize(size, of: master)
    }

    func send(_ signal: Int32) {
        if let program { kill(program, signal) }
    }

    /// Waits until the screen is as wanted.
    @discardableResult
    func wait(until isWanted: (Screen) -> Bool) async -> Screen {
        while true {
            let screen = screen
            if isWanted(screen) { return screen }
            await withCheckedContinuation { continuation in
                state.withLock { state in
                    // What came in between is looked at first.
                    if isWanted(state.screen) {
                        continuation.resume()
                    } else {
                        state.waiting.append(continuation)
                    }
                }
            }
        }
    }

    /// Waits for a line that contains a text, however wide its columns are.
    @discardableResult
    func line(containing text: String) async -> String {
        let lines = await wait { $0.narrowLines.contains { $0.contains(text) } }.narrowLines
        return lines.first { $0.contains(text) } ?? ""
    }

    /// Waits for the program's end.
    func status() async -> Int32 {
        for await status in ended { return status }
        return -1
    }

    /// Whether what is typed is shown, and comes by whole lines: as a shell wants it.
    var isOrdinary: Bool {
        var attributes = termios()
        let isKnown = unsafe tcgetattr(slave.fileDescriptor, &attributes) == 0
        let wanted = tcflag_t(ECHO) | tcflag_t(ICANON) | tcflag_t(ISIG)
        return isKnown && attributes.c_lflag & wanted == wanted
    }

    private func show(_ bytes: [UInt8]) {
        let waiting = state.withLock { state in
            state.screen.write(bytes)
            return exchange(&state.waiting, with: [])
        }
        for continuation in waiting { continuation.resume() }
    }

    /// The program is the child of what gave it its session.
    private var program: Int32? {
        let parent = process.processIdentifier
        let children = try? String(
            contentsOfFile: "/proc/\(parent)/task/\(parent)/children", encoding: .utf8)
        return children?.split(separator: " ").first.flatMap { Int32($0) }
    }
}

// MARK: - The kernel's part

extension PseudoTerminal {
    private struct NoTerminal: Error {}

    // From <asm-generic/ioctls.h>: Swift can't see macros of that form.
    private static let unlock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430

    private static func open() throws -> (master: FileHandle, slave: FileHandle) {
        let master = unsafe Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (locked, number): (Int32, Int32) = (0, 0)
        guard master >= 0, unsafe ioctl(master, unlock, &locked) == 0,
            unsafe ioctl(master, getNumber, &number) == 0
        else { throw NoTerminal() }
        let slave = unsafe Glibc.open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard slave >= 0 else { throw NoTerminal() }
        return (
            FileHandle(fileDescriptor: master, closeOnDealloc: true),
            FileHandle(fileDescriptor: slave, closeOnDealloc: true)
        )
    }

    /// What waits to be read. Foundation's own reading ends the process where a signal comes in
    /// between.
    private static func read(_ descriptor: Int32) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
            count = max(0, unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count))
        }
    }

    private static func setSize(_ size: WatchFrame.Size, of master: FileHandle) {
        var window = winsize(
            ws_row: UInt16(size.rows), ws_col: UInt16(size.columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = unsafe ioctl(master.fileDescriptor, UInt(TIOCSWINSZ), &window)
    }
}
