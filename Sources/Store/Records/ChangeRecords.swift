import Ledger

extension RecordWriter {
    mutating func change<Value>(
        _ change: Change<Value>, _ write: (inout RecordWriter, Value) -> Void
    ) {
        guard case .set(let value) = change else { return flag(false) }
        flag(true)
        write(&self, value)
    }
}

extension RecordReader {
    mutating func change<Value>(
        _ read: (inout RecordReader) throws(RecordDamage) -> Value
    ) throws(RecordDamage) -> Change<Value> {
        try flag() ? .set(try read(&self)) : .keep
    }

    mutating func changeOfText() throws(RecordDamage) -> Change<String> {
        try flag() ? .set(try text()) : .keep
    }

    mutating func changeOfFlag() throws(RecordDamage) -> Change<Bool> {
        try flag() ? .set(try flag()) : .keep
    }

    mutating func changeOfChoice<Value: RawRepresentable<UInt8>>()
        throws(RecordDamage) -> Change<Value>
    {
        try flag() ? .set(try choice()) : .keep
    }
}

extension MetaDataChange {
    func write(to record: inout RecordWriter) {
        switch self {
        case .keep: record.byte(0)
        case .merge(let update):
            record.byte(1)
            record.text(update.canonical)
        case .clear: record.byte(2)
        }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        switch try record.byte() {
        case 0: self = .keep
        case 1: self = .merge(MetaData(canonical: try record.text()))
        case 2: self = .clear
        default: throw RecordDamage()
        }
    }
}
