import Ledger

extension UpdateWebhook {
    func write(to record: inout RecordWriter) {
        record.id(id)
        record.change(url) { $0.text($1) }
        record.change(filter) { $1.write(to: &$0) }
        record.change(description) { $0.text($1) }
        record.change(metaData) { $0.text($1.canonical) }
        record.change(isEnabled) { $0.flag($1) }
        record.optional(expectedVersion) { $0.number($1) }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            id: try record.id(), url: try record.changeOfText(),
            filter: try record.change { (record) throws(RecordDamage) in
                try EventFilter(from: &record)
            },
            description: try record.changeOfText(),
            metaData: try record.change { (record) throws(RecordDamage) in
                MetaData(canonical: try record.text())
            },
            isEnabled: try record.changeOfFlag(), expectedVersion: try record.optionalNumber())
    }
}

extension DeleteWebhook {
    func write(to record: inout RecordWriter) {
        record.id(id)
        record.optional(expectedVersion) { $0.number($1) }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(id: try record.id(), expectedVersion: try record.optionalNumber())
    }
}

extension RotateWebhookSecret {
    func write(to record: inout RecordWriter) {
        record.id(id)
        record.blob(secret)
        record.integer(overlapNanoseconds)
        record.optional(expectedVersion) { $0.number($1) }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            id: try record.id(), secret: try record.blob(),
            overlapNanoseconds: try record.integer(),
            expectedVersion: try record.optionalNumber())
    }
}

extension SendTestEvent {
    func write(to record: inout RecordWriter) {
        record.id(id)
        record.byte(type.rawValue)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(id: try record.id(), type: try record.choice())
    }
}

// MARK: - Notes

extension NoteAttempt {
    func write(to record: inout RecordWriter) {
        record.id(id)
        record.time(queuedAt)
        record.text(url)
        attempt.write(to: &record)
        verdict.write(to: &record)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            id: try record.id(), queuedAt: try record.time(), url: try record.text(),
            attempt: try DeliveryAttempt(from: &record), verdict: try Verdict(from: &record))
    }
}

extension NoteAttempt.Verdict {
    fileprivate func write(to record: inout RecordWriter) {
        switch self {
        case .delivered: record.byte(0)
        case .retry(let time):
            record.byte(1)
            record.time(time)
        case .exhausted: record.byte(2)
        case .gone(let words):
            record.byte(3)
            record.text(words)
        }
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        switch try record.byte() {
        case 0: self = .delivered
        case 1: self = .retry(at: try record.time())
        case 2: self = .exhausted
        case 3: self = .gone(try record.text())
        default: throw RecordDamage()
        }
    }
}
