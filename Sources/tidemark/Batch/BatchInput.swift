import Foundation
import Messages

/// The items of a batch, read line by line and put into messages, each as full as one may be.
struct BatchInput {
    /// The most items of a message, by the protocol.
    static let itemsMax = 10_000
    /// The most items where each is answered by itself: so few that their answers fit a frame even
    /// if all are refusals with long names in them.
    static let independentItemsMax = 2_500
    /// The most bytes of a message: a frame, less what is around the request in it.
    static let bytesMax = (4 << 20) - (4 << 10)

    /// What goes out at once.
    struct Message {
        var items: [V1.BatchItem] = []
        /// The line of each item, from 1.
        var lines: [Int] = []
        fileprivate var bytes = 0

    }

    private var lines: LineReader
    private let itemsMax: Int
    /// The item that didn't fit the message before.
    private var kept: Item?

    private struct Item {
        let item: V1.BatchItem
        let line: Int
        let size: Int
    }

    /// - Parameter path: a file, or `-` for standard input.
    init(_ path: String, atomic: Bool) throws(Failure) {
        itemsMax = atomic ? Self.itemsMax : Self.independentItemsMax
        guard path != "-" else {
            lines = LineReader(.standardInput, lineBytesMax: Self.bytesMax)
            return
        }
        do {
            let file = try FileHandle(forReadingFrom: URL(filePath: path))
            lines = LineReader(file, lineBytesMax: Self.bytesMax)
        } catch {
            let reason = (error as NSError).localizedFailureReason ?? error.localizedDescription
            throw Failure(.usage, "\(path) can't be read: \(reason)")
        }
    }

    /// The next message; nil at the end.
    mutating func next() throws(Failure) -> Message? {
        var message = Message()
        while let item = try following() {
            let hasRoom =
                message.items.count < itemsMax && message.bytes + item.size <= Self.bytesMax
            guard hasRoom else {
                kept = item
                break
            }
            message.items.append(item.item)
            message.lines.append(item.line)
            message.bytes += item.size
        }
        return message.items.isEmpty ? nil : message
    }

    /// The item that was kept, or else that of the next line that isn't blank.
    private mutating func following() throws(Failure) -> Item? {
        if let item = kept {
            kept = nil
            return item
        }
        while let text = try lines.next() {
            guard text.contains(where: { !$0.isWhitespace }) else { continue }
            let item: V1.BatchItem
            do throws(MessageJSONError) {
                item = try V1.BatchItem(json: text)
            } catch {
                throw Failure(
                    .usage, "line \(lines.number) is no item of a batch: \(error)",
                    advice: #"a line such as {"create_balance": {"currency": "USD"}}"#)
            }
            // The tag and the length come before each.
            let size = item.serialized().count + 5
            guard size <= Self.bytesMax else {
                throw Failure(.usage, "line \(lines.number) is longer than a message may be")
            }
            return Item(item: item, line: lines.number, size: size)
        }
        return nil
    }
}
