import Foundation

/// What a program did to the files below a folder, in order.
enum DiskEvent {
    case create(file: Int, String)
    /// One that was there before.
    case open(file: Int, String)
    /// - Parameter isDurable: when the call returned, it was.
    case write(file: Int, offset: Int, Data, isDurable: Bool)
    case resize(file: Int, Int)
    /// The file has at least this size.
    case reserve(file: Int, Int)
    case sync(file: Int)
    case syncFolder(String)
    case rename(String, to: String)
    case remove(String)
    case makeFolder(String)
}

extension DiskEvent {
    var isSync: Bool {
        switch self {
        case .sync, .syncFolder: true
        default: false
        }
    }
}

/// A trace that nobody wrote.
struct BrokenTrace: Error {
    let offset: Int
}

extension DiskEvent {
    /// The notes of `Tests/DiskTrace`.
    static func read(_ trace: Data) throws -> [DiskEvent] {
        let trace = [UInt8](trace)
        var events: [DiskEvent] = []
        var offset = 0
        while offset < trace.count {
            guard offset + headSize <= trace.count else { throw BrokenTrace(offset: offset) }
            let length = number(trace, offset + 16, 8)
            let bytes = offset + headSize..<offset + headSize + length
            guard bytes.upperBound <= trace.count,
                let event = DiskEvent(
                    kind: number(trace, offset, 4), file: number(trace, offset + 4, 4),
                    offset: number(trace, offset + 8, 8), Data(trace[bytes]))
            else { throw BrokenTrace(offset: offset) }
            events.append(event)
            offset = bytes.upperBound
        }
        return events
    }

    private static let headSize = 24

    private static func number(_ trace: [UInt8], _ offset: Int, _ size: Int) -> Int {
        trace[offset..<offset + size].reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private init?(kind: Int, file: Int, offset: Int, _ bytes: Data) {
        let text = String(decoding: bytes, as: UTF8.self)
        switch kind {
        case 1: self = .create(file: file, text)
        case 2: self = .open(file: file, text)
        case 3: self = .write(file: file, offset: offset, bytes, isDurable: false)
        case 4: self = .write(file: file, offset: offset, bytes, isDurable: true)
        case 5: self = .resize(file: file, offset)
        case 6: self = .reserve(file: file, offset)
        case 7: self = .sync(file: file)
        case 8: self = .syncFolder(text)
        case 9:
            let names = text.split(separator: "\0").map(String.init)
            guard names.count == 2 else { return nil }
            self = .rename(names[0], to: names[1])
        case 10: self = .remove(text)
        case 11: self = .makeFolder(text)
        default: return nil
        }
    }
}
