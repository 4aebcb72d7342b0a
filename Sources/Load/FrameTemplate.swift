import Messages
import TTRPC

/// A frame that is encoded once, and of which only the number of the stream and texts of fixed
/// length change from call to call: making a call costs a copy.
struct FrameTemplate {
    private(set) var bytes: [UInt8]

    init(service: String, method: String, _ message: some Message) {
        let envelope = RequestEnvelope(
            service: service, method: method, payload: message.serialized())
        var data: [UInt8] = []
        envelope.append(to: &data)
        bytes = Frame(streamID: 0, type: .request, flags: .remoteClosed, data: data[...]).bytes
    }

    /// Where a text of placeholders stands, each time.
    func offsets(of placeholder: String) -> [Int] {
        let wanted = Array(placeholder.utf8)
        guard let first = wanted.first, bytes.count >= wanted.count else { return [] }
        var found: [Int] = []
        var offset = 0
        while offset <= bytes.count - wanted.count {
            if bytes[offset] == first, bytes[offset..<offset + wanted.count].elementsEqual(wanted) {
                found.append(offset)
                offset += wanted.count
            } else {
                offset += 1
            }
        }
        return found
    }

    /// Puts a text of the same length in a place.
    mutating func fill(_ offset: Int, _ text: ArraySlice<UInt8>) {
        bytes.replaceSubrange(offset..<offset + text.count, with: text)
    }

    mutating func setStreamID(_ id: UInt32) {
        // Behind the four bytes of the length.
        for position in 0..<4 {
            bytes[4 + position] = UInt8(truncatingIfNeeded: id >> UInt32(24 - 8 * position))
        }
    }
}
