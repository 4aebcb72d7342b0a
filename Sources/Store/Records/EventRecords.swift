import Ledger

extension Event: Record {
    static var table: Table { .events }

    func write(to record: inout RecordWriter) {
        record.number(sequence)
        record.number(UInt64(index))
        record.time(time)
        record.byte(content.code)
        switch content {
        case .ledgerCreated(let ledger), .ledgerUpdated(let ledger):
            ledger.write(to: &record)
        case .balanceCreated(let view), .balanceUpdated(let view):
            view.write(to: &record)
        case .transaction(let event):
            record.id(event.transactionID)
            record.byte(event.happening.rawValue)
            record.optional(event.progress) { $1.write(to: &$0) }
            record.number(event.firstEntry)
            record.number(UInt64(event.entryCount))
        case .monitorCreated(let monitor), .monitorUpdated(let monitor),
            .monitorDeleted(let monitor):
            monitor.write(to: &record)
        case .damagedMonitorDeleted(let id): record.id(id)
        case .monitorFired(let notification), .monitorCleared(let notification):
            notification.write(to: &record)
        }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            sequence: try record.number(), index: try record.number32(), time: try record.time(),
            content: try Content(code: try record.byte(), from: &record))
    }
}

extension Event.Content {
    fileprivate var code: UInt8 {
        switch self {
        case .ledgerCreated: 0
        case .ledgerUpdated: 1
        case .balanceCreated: 2
        case .balanceUpdated: 3
        case .transaction: 4
        case .monitorCreated: 5
        case .monitorUpdated: 6
        case .monitorDeleted: 7
        case .monitorFired: 8
        case .monitorCleared: 9
        case .damagedMonitorDeleted: 10
        }
    }

    fileprivate init(code: UInt8, from record: inout RecordReader) throws(RecordDamage) {
        switch code {
        case 0: self = .ledgerCreated(try LedgerRecord(from: &record))
        case 1: self = .ledgerUpdated(try LedgerRecord(from: &record))
        case 2: self = .balanceCreated(try BalanceView(from: &record))
        case 3: self = .balanceUpdated(try BalanceView(from: &record))
        case 4:
            self = .transaction(
                TransactionEvent(
                    transactionID: try record.id(), happening: try record.choice(),
                    progress: try record.optional { (record) throws(RecordDamage) in
                        try TransactionProgress(from: &record)
                    },
                    firstEntry: try record.number(), entryCount: try record.number32()))
        case 5: self = .monitorCreated(try Monitor(from: &record))
        case 6: self = .monitorUpdated(try Monitor(from: &record))
        case 7: self = .monitorDeleted(try Monitor(from: &record))
        case 8: self = .monitorFired(try MonitorNotification(from: &record))
        case 9: self = .monitorCleared(try MonitorNotification(from: &record))
        case 10: self = .damagedMonitorDeleted(try record.id())
        default: throw RecordDamage()
        }
    }
}
