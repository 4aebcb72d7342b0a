/// The calls in flight on one connection, by stream id, and what they add up to.
struct CallTable {
    struct Call {
        let id: CallID
        let kind: CallKind
        /// Whether the client sends no more on this stream.
        var isClientFinished: Bool
        /// Of the client's messages, what the handler has not yet taken.
        var unreadByteCount = 0
    }

    private var calls: [UInt32: Call] = [:]
    private var nextSerial: UInt64 = 0
    private(set) var unaryCount = 0
    private(set) var unreadByteCount = 0
}

extension CallTable {
    var isEmpty: Bool { calls.isEmpty }
    var streamCount: Int { calls.count - unaryCount }
    var streams: [CallID] { calls.values.filter { $0.kind != .unary }.map(\.id) }

    subscript(streamID: UInt32) -> Call? { calls[streamID] }

    /// The call by its full name, or nil where it has ended.
    subscript(id: CallID) -> Call? {
        guard let call = calls[id.streamID], call.id == id else { return nil }
        return call
    }

    mutating func open(_ streamID: UInt32, kind: CallKind, isClientFinished: Bool) -> CallID {
        let id = CallID(streamID: streamID, serial: nextSerial)
        nextSerial += 1
        calls[streamID] = Call(id: id, kind: kind, isClientFinished: isClientFinished)
        if kind == .unary { unaryCount += 1 }
        return id
    }

    mutating func close(_ id: CallID) {
        guard let call = calls.removeValue(forKey: id.streamID) else { return }
        if call.kind == .unary { unaryCount -= 1 }
        unreadByteCount -= call.unreadByteCount
    }

    mutating func finishClient(_ id: CallID) {
        calls[id.streamID]?.isClientFinished = true
    }

    mutating func addUnread(_ byteCount: Int, to id: CallID) {
        calls[id.streamID]?.unreadByteCount += byteCount
        unreadByteCount += byteCount
    }
}
