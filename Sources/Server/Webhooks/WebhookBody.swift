import Ledger
import Messages

/// The JSON that is posted for an event: `{"event": …, "payload": {…}}`.
///
/// The payload is what the event happened to, with the field names of the API: money as text, times
/// by RFC 3339, metadata as an object. Of a firing monitor it is the monitor, as Blnk's users know
/// it, with what was seen beside its own fields.
enum WebhookBody {
    static func text(of event: V1.Event) throws(MessageJSONError) -> String {
        var payload = Payload()
        switch event.payload {
        case .balance(let balance): try payload.add(balance)
        case .ledger(let ledger): try payload.add(ledger)
        case .monitor(let monitor): try payload.add(monitor)
        case .transaction(let transaction): try payload.add(transaction)
        case .monitorNotification(let notification):
            if let monitor = notification.monitor { try payload.add(monitor) }
            var rest = notification
            rest.monitor = nil
            try payload.add(rest)
        case nil: break
        }
        var frame = event
        frame.payload = nil
        // The type is said by the name; when it happened, by the event's own time.
        frame.type = .unspecified
        frame.index = 0
        frame.createdAt = nil
        try payload.add(frame)
        payload.add("occurred_at", try Payload.members(V1.Event(createdAt: event.createdAt)).first)
        return JSONValue.object([
            JSONMember("event", .string(event.type.word)),
            JSONMember("payload", .object(payload.members)),
        ]).text
    }
}

/// The members of a payload, gathered from several messages. What was there first stays.
private struct Payload {
    private(set) var members: [JSONMember] = []
    private var keys: Set<String> = []

    mutating func add(_ message: some Message) throws(MessageJSONError) {
        for member in try Payload.members(message) where keys.insert(member.key).inserted {
            members.append(member)
        }
    }

    mutating func add(_ key: String, _ member: JSONMember?) {
        guard let member, keys.insert(key).inserted else { return }
        members.append(JSONMember(key, member.value))
    }

    static func members(_ message: some Message) throws(MessageJSONError) -> [JSONMember] {
        let options = MessageJSONOptions(showsLongIntegersAsNumbers: true)
        let value = try MessageJSON.value(
            of: type(of: message).fullName, message.serialized(), options: options)
        guard case .object(let members) = value.withMetaDataAsObjects else { return [] }
        return members
    }
}

extension JSONValue {
    /// With the text of each `meta_data` read.
    fileprivate var withMetaDataAsObjects: JSONValue {
        switch self {
        case .array(let elements): .array(elements.map(\.withMetaDataAsObjects))
        case .object(let members): .object(members.map(\.withMetaDataAsObjects))
        case .null, .bool, .number, .string: self
        }
    }
}

extension JSONMember {
    fileprivate var withMetaDataAsObjects: JSONMember {
        guard key == "meta_data", case .string(let text) = value else {
            return JSONMember(key, value.withMetaDataAsObjects)
        }
        // What is stored is JSON; were it not, it is shown as it is.
        return JSONMember(key, (try? JSONValue(parsing: text)) ?? value)
    }
}
