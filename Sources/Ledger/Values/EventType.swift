/// What happened, as readers choose by it. The numbers are those of the protocol and of the store.
package enum EventType: UInt8, CaseIterable, Comparable, Sendable {
    case balanceCreated = 1
    case balanceUpdated = 2
    case balanceMonitor = 3
    case balanceMonitorCleared = 4
    case transactionApplied = 5
    case transactionInflight = 6
    case transactionCommitted = 7
    case transactionVoid = 8
    case transactionExpired = 9
    case transactionScheduled = 10
    case transactionCancelled = 11
    case transactionRejected = 12
    case transactionRefunded = 13
    case ledgerCreated = 14
    case ledgerUpdated = 15
    case monitorCreated = 16
    case monitorUpdated = 17
    case monitorDeleted = 18

    package static func < (left: EventType, right: EventType) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension Event {
    package var type: EventType { content.type }
}

extension Event.Content {
    package var type: EventType {
        switch self {
        case .ledgerCreated: .ledgerCreated
        case .ledgerUpdated: .ledgerUpdated
        case .balanceCreated: .balanceCreated
        case .balanceUpdated: .balanceUpdated
        case .transaction(let event): event.happening.type
        case .monitorCreated: .monitorCreated
        case .monitorUpdated: .monitorUpdated
        case .monitorDeleted, .damagedMonitorDeleted: .monitorDeleted
        case .monitorFired: .balanceMonitor
        case .monitorCleared: .balanceMonitorCleared
        }
    }
}

extension TransactionEvent.Happening {
    fileprivate var type: EventType {
        switch self {
        case .applied: .transactionApplied
        case .inflight: .transactionInflight
        case .committed: .transactionCommitted
        case .void: .transactionVoid
        case .expired: .transactionExpired
        case .scheduled: .transactionScheduled
        case .cancelled: .transactionCancelled
        case .rejected: .transactionRejected
        case .refunded: .transactionRefunded
        }
    }
}
