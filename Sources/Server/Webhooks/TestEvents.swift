import Ledger
import Messages

extension V1.Event {
    /// An event that didn't happen, marked as a test: of the form of a real one, with ids that
    /// nothing has.
    init(testing delivery: Delivery) {
        self.init(eventID: "\(delivery.eventID)", type: V1.EventType(delivery.type))
        createdAt = .init(delivery.createdAt)
        test = true
        let balance = "\(BalanceID(bits: V1.Event.sampleBits))"
        switch delivery.type {
        case .balanceMonitor, .balanceMonitorCleared:
            transactionID = "\(TransactionID(bits: V1.Event.sampleBits))"
            payload = .monitorNotification(.sample(of: balance, createdAt))
        case .monitorCreated, .monitorUpdated, .monitorDeleted:
            payload = .monitor(.sample(of: balance, createdAt))
        case .balanceCreated, .balanceUpdated:
            payload = .balance(
                V1.Balance(
                    balanceID: balance, ledgerID: "\(LedgerID.general)", currency: "USD",
                    createdAt: createdAt))
        case .ledgerCreated, .ledgerUpdated:
            payload = .ledger(
                V1.Ledger(ledgerID: "\(LedgerID.general)", name: "General Ledger"))
        default:
            transactionID = "\(TransactionID(bits: V1.Event.sampleBits))"
            payload = .transaction(
                V1.Transaction(
                    transactionID: transactionID, reference: "test", currency: "USD",
                    preciseAmount: "100000", createdAt: createdAt))
        }
    }

    /// A UUID of version 7 at the beginning of time.
    fileprivate static let sampleBits: UInt128 = 0x7000 << 64 | 1 << 127
}

extension V1.Monitor {
    fileprivate static func sample(
        of balance: String, _ time: GoogleProtobuf.Timestamp?
    ) -> V1.Monitor {
        V1.Monitor(
            monitorID: "\(MonitorID(bits: V1.Event.sampleBits))", balanceID: balance,
            condition: V1.MonitorCondition(
                field: .debitBalance, operator: .greaterThan, value: "1000.00", precision: 100,
                preciseValue: "100000"),
            trigger: .crossing, description: "A test of this endpoint", enabled: true,
            state: .met, version: 1, createdAt: time, updatedAt: time)
    }
}

extension V1.MonitorNotification {
    fileprivate static func sample(
        of balance: String, _ time: GoogleProtobuf.Timestamp?
    ) -> V1.MonitorNotification {
        V1.MonitorNotification(
            monitor: .sample(of: balance, time), balanceID: balance, observedBefore: "99900",
            observedAfter: "100100",
            sums: V1.BalanceSums(
                balance: "-100100", creditBalance: "0", debitBalance: "100100",
                inflightBalance: "0", inflightCreditBalance: "0", inflightDebitBalance: "0",
                availableBalance: "-100100", version: 1),
            currency: "USD")
    }
}
