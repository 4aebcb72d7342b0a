import Ledger

extension UpdateMonitor {
    func write(to record: inout RecordWriter) {
        record.id(id)
        record.change(target) { $1.write(to: &$0) }
        question.write(to: &record)
        record.change(trigger) { $0.byte($1.rawValue) }
        record.change(cooldown) { $0.optional($1) { $0.integer($1) } }
        record.change(overrideKey) { $0.text($1) }
        record.change(isEnabled) { $0.flag($1) }
        record.change(description) { $0.text($1) }
        record.change(callBackURL) { $0.text($1) }
        metaData.write(to: &record)
        record.optional(expectedVersion) { $0.number($1) }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            id: try record.id(),
            target: try record.change { (record) throws(RecordDamage) in
                try MonitorTarget(from: &record)
            },
            question: try QuestionChange(from: &record), trigger: try record.changeOfChoice(),
            cooldown: try record.changeOfOptionalInteger(),
            overrideKey: try record.changeOfText(), isEnabled: try record.changeOfFlag(),
            description: try record.changeOfText(), callBackURL: try record.changeOfText(),
            metaData: try MetaDataChange(from: &record),
            expectedVersion: try record.optionalNumber())
    }
}

extension QuestionChange {
    fileprivate func write(to record: inout RecordWriter) {
        condition.write(to: &record)
        record.change(conditions) { $0.list($1) { $1.write(to: &$0) } }
        record.change(join) { $0.byte($1.rawValue) }
        record.change(steps) { $0.list($1) { $1.write(to: &$0) } }
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            condition: try ConditionChange(from: &record),
            conditions: try record.change { (record) throws(RecordDamage) in
                try record.list { (record) throws(RecordDamage) in try Condition(from: &record) }
            },
            join: try record.changeOfChoice(),
            steps: try record.change { (record) throws(RecordDamage) in
                try record.list { (record) throws(RecordDamage) in try StepOrder(from: &record) }
            })
    }
}

extension ConditionChange {
    fileprivate func write(to record: inout RecordWriter) {
        record.change(field) { $0.byte($1.rawValue) }
        record.change(comparison) { $0.byte($1.rawValue) }
        record.change(threshold) { $0.optional($1) { $1.write(to: &$0) } }
        record.change(precision) { $0.optional($1) { $0.integer($1) } }
        record.change(rearm) { $0.optional($1) { $1.write(to: &$0) } }
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            field: try record.changeOfChoice(), comparison: try record.changeOfChoice(),
            threshold: try record.change { (record) throws(RecordDamage) in
                try record.optionalThreshold()
            },
            precision: try record.changeOfOptionalInteger(),
            rearm: try record.change { (record) throws(RecordDamage) in
                try record.optionalThreshold()
            })
    }
}

extension StepOrder {
    fileprivate func write(to record: inout RecordWriter) {
        record.text(severity)
        threshold.write(to: &record)
        record.optional(rearm) { $1.write(to: &$0) }
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            severity: try record.text(), threshold: try Condition.Threshold(from: &record),
            rearm: try record.optionalThreshold())
    }
}

extension DeleteMonitor {
    func write(to record: inout RecordWriter) {
        record.id(id)
        record.optional(expectedVersion) { $0.number($1) }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(id: try record.id(), expectedVersion: try record.optionalNumber())
    }
}

extension RecordReader {
    fileprivate mutating func optionalThreshold() throws(RecordDamage) -> Condition.Threshold? {
        try optional { (record) throws(RecordDamage) in try Condition.Threshold(from: &record) }
    }

    fileprivate mutating func changeOfOptionalInteger() throws(RecordDamage) -> Change<Int64?> {
        try change { (record) throws(RecordDamage) in try record.optionalInteger() }
    }
}
