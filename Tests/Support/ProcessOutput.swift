package import Foundation
import Synchronization

/// What a program writes on one of its streams, read line by line on a thread of its own.
package final class ProcessOutput: Sendable {
    /// The stream ended before the line that a test waited for; with all that came.
    package struct Ended: Error, CustomStringConvertible {
        package let wanted: String
        package let text: String

        package var description: String { "no line has \"\(wanted)\"; all that came:\n\(text)" }
    }

    private struct State {
        var bytes = Data()
        var isEnded = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// Reads a stream from now on.
    package init(_ handle: FileHandle) {
        let thread = Thread { [self] in
            while true {
                let data = handle.availableData
                add(data)
                if data.isEmpty { return }
            }
        }
        thread.start()
    }

    /// What came so far.
    package var text: String { state.withLock { String(decoding: $0.bytes, as: UTF8.self) } }

    /// Waits for the first whole line that contains a text.
    package func line(containing wanted: String) async throws(Ended) -> String {
        while true {
            let (bytes, isEnded) = state.withLock { ($0.bytes, $0.isEnded) }
            let text = String(decoding: bytes, as: UTF8.self)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            // The last piece may still grow.
            let whole = isEnded ? lines[...] : lines.dropLast()
            if let line = whole.first(where: { $0.contains(wanted) }) { return String(line) }
            if isEnded { throw Ended(wanted: wanted, text: text) }
            await more(than: bytes.count)
        }
    }

    /// Waits for the end of the stream.
    package func all() async -> String {
        while true {
            let (bytes, isEnded) = state.withLock { ($0.bytes, $0.isEnded) }
            if isEnded { return String(decoding: bytes, as: UTF8.self) }
            await more(than: bytes.count)
        }
    }

    /// Nothing means the end.
    private func add(_ data: Data) {
        let waiting = state.withLock { state in
            state.bytes += data
            state.isEnded = data.isEmpty
            return exchange(&state.waiting, with: [])
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Waits until there is more than `count` bytes, or the end.
    private func more(than count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.isEnded || state.bytes.count > count { return true }
                state.waiting.append(continuation)
                return false
            }
            if isThere { continuation.resume() }
        }
    }
}

/// Puts a new value in a place and gives back the old one.
func exchange<Value>(_ place: inout Value, with new: Value) -> Value {
    let old = place
    place = new
    return old
}
