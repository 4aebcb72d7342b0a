import Ledger

/// What a kind of command is called in the journal.
///
/// A number means the same for ever: a journal written today is replayed by the version of
/// tomorrow. Never change one and never use one again; a kind that goes leaves a gap, a new one
/// takes the next. 0 is none, so that empty bytes are no command.
enum CommandCode: UInt8, CaseIterable, Sendable {
    case createLedger = 1
    case updateLedger = 2
    case createBalance = 3
    case updateBalance = 4
    case createTransaction = 5
    case createChild = 6
    case cancelTransaction = 7
    case runScheduled = 8
    case commitDue = 9
    case expireDue = 10
    case createMonitor = 11
    case updateMonitor = 12
    case deleteMonitor = 13
    case createWebhook = 14
    case updateWebhook = 15
    case deleteWebhook = 16
    case rotateWebhookSecret = 17
    case retryDelivery = 18
    case sendTestEvent = 19
    case createSubscription = 20
    case deleteSubscription = 21
    case acknowledge = 22
    case trimEvents = 23
    case attempt = 24
    case clearQueue = 25
    case forgetDeliveries = 26
}

extension Command {
    var code: CommandCode {
        switch self {
        case .createLedger: .createLedger
        case .updateLedger: .updateLedger
        case .createBalance: .createBalance
        case .updateBalance: .updateBalance
        case .createTransaction: .createTransaction
        case .createChild: .createChild
        case .cancelTransaction: .cancelTransaction
        case .runScheduled: .runScheduled
        case .commitDue: .commitDue
        case .expireDue: .expireDue
        case .createMonitor: .createMonitor
        case .updateMonitor: .updateMonitor
        case .deleteMonitor: .deleteMonitor
        case .createWebhook: .createWebhook
        case .updateWebhook: .updateWebhook
        case .deleteWebhook: .deleteWebhook
        case .rotateWebhookSecret: .rotateWebhookSecret
        case .retryDelivery: .retryDelivery
        case .sendTestEvent: .sendTestEvent
        case .createSubscription: .createSubscription
        case .deleteSubscription: .deleteSubscription
        case .note(.acknowledge): .acknowledge
        case .note(.trimEvents): .trimEvents
        case .note(.attempt): .attempt
        case .note(.clearQueue): .clearQueue
        case .note(.forgetDeliveries): .forgetDeliveries
        }
    }
}
