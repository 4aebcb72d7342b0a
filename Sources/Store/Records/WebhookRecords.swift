import Crypto
import Foundation
import Ledger

extension WebhookEndpoint: Record {
    static var table: Table { .webhooks }

    func write(to record: inout RecordWriter) {
        record.id(id)
        record.number(ordinal)
        record.byte(origin.rawValue)
        record.text(url)
        filter.write(to: &record)
        record.text(description)
        record.flag(isEnabled)
        record.text(disabledReason)
        record.text(metaData.canonical)
        record.time(createdAt)
        record.optional(request) { $1.write(to: &$0) }
        record.time(updatedAt)
        record.number(version)
        record.blob(secret.bytes)
        record.time(secret.createdAt)
        record.optional(formerSecret) {
            $0.blob($1.bytes)
            $0.time($1.expiresAt)
        }
        record.number(monitorCount)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        let id: WebhookID = try record.id()
        let ordinal = try record.number()
        let origin: Origin = try record.choice()
        let url = try record.text()
        let filter = try EventFilter(from: &record)
        let description = try record.text()
        let isEnabled = try record.flag()
        let reason = try record.text()
        let metaData = MetaData(canonical: try record.text())
        let createdAt = try record.time()
        let request = try record.optional { (record) throws(RecordDamage) in
            try CreateWebhook(from: &record)
        }
        self.init(
            id: id, ordinal: ordinal, origin: origin, url: url, filter: filter,
            description: description, isEnabled: isEnabled, metaData: metaData, secret: [],
            createdAt: createdAt, request: request)
        disabledReason = reason
        updatedAt = try record.time()
        version = try record.number()
        secret = Secret(bytes: try record.blob(), createdAt: try record.time())
        formerSecret = try record.optional { (record) throws(RecordDamage) in
            FormerSecret(bytes: try record.blob(), expiresAt: try record.time())
        }
        monitorCount = try record.number()
    }
}

extension CreateWebhook {
    func write(to record: inout RecordWriter) {
        record.optional(id) { $0.id($1) }
        record.text(url)
        filter.write(to: &record)
        record.text(description)
        record.text(metaData.canonical)
        record.flag(isEnabled)
        switch secret {
        case .given(let bytes):
            record.byte(0)
            record.blob(bytes)
        case .made(let bytes):
            record.byte(1)
            record.blob(bytes)
        }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            id: try record.optionalID(), url: try record.text(),
            filter: try EventFilter(from: &record), description: try record.text(),
            metaData: MetaData(canonical: try record.text()), isEnabled: try record.flag(),
            secret: try Secret(from: &record))
    }
}

extension CreateWebhook.Secret {
    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        switch try record.byte() {
        case 0: self = .given(try record.blob())
        case 1: self = .made(try record.blob())
        default: throw RecordDamage()
        }
    }
}

extension Backlog: Record {
    static var table: Table { .backlogs }

    func write(to record: inout RecordWriter) {
        record.number(pendingCount)
        record.number(deadCount)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(pendingCount: try record.number(), deadCount: try record.number())
    }
}

extension StoreState {
    /// The first secret of an endpoint that nobody gave one.
    func firstSecret(of id: WebhookID) -> [UInt8] {
        let key = SymmetricKey(data: secretSeed)
        return Array(HMAC<SHA256>.authenticationCode(for: Data(Key.id(id).bytes), using: key))
    }
}
