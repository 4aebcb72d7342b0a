import Foundation

/// The lines of a file or of standard input, one at a time, so that the input may be of any length.
struct LineReader {
    /// What is read at once.
    private static let chunkBytes = 64 << 10

    private let input: FileHandle
    /// The longest line that is taken; a longer one could be no request.
    private let lineBytesMax: Int
    private var buffer = Data()
    /// Where the next line begins in the buffer, and how far no line break was found.
    private var start = 0
    private var scanned = 0
    private var isAtEnd = false
    /// The number of the last line, from 1.
    private(set) var number = 0

    init(_ input: FileHandle, lineBytesMax: Int) {
        self.input = input
        self.lineBytesMax = lineBytesMax
    }

    /// The next line, without its line break; nil at the end.
    mutating func next() throws(Failure) -> String? {
        while true {
            if let end = buffer[scanned...].firstIndex(of: UInt8(ascii: "\n")) {
                return line(upTo: end, next: end + 1)
            }
            scanned = buffer.endIndex
            guard scanned - start <= lineBytesMax else {
                throw Failure(.usage, "line \(number + 1) has more than \(lineBytesMax) bytes")
            }
            guard !isAtEnd else {
                return start == buffer.endIndex
                    ? nil : line(upTo: buffer.endIndex, next: buffer.endIndex)
            }
            try refill()
        }
    }

    private mutating func line(upTo end: Int, next: Int) -> String {
        defer { (start, scanned) = (next, next) }
        number += 1
        return String(decoding: buffer[start..<end], as: UTF8.self)
    }

    private mutating func refill() throws(Failure) {
        do {
            let read = try input.read(upToCount: Self.chunkBytes) ?? Data()
            isAtEnd = read.isEmpty
            buffer = Data(buffer[start...]) + read
        } catch {
            throw Failure(.failed, "the input can't be read: \(error.localizedDescription)")
        }
        (start, scanned) = (0, scanned - start)
    }
}
