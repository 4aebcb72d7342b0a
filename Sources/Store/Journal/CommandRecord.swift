import Ledger

/// A command as the journal keeps it: its code, then every field that was submitted, in order.
extension Command {
    func write(to record: inout RecordWriter) {
        record.byte(code.rawValue)
        switch self {
        case .createLedger(let command): command.write(to: &record)
        case .updateLedger(let command): command.write(to: &record)
        case .createBalance(let command): command.write(to: &record)
        case .updateBalance(let command): command.write(to: &record)
        case .createTransaction(let command): command.write(to: &record)
        case .createChild(let command): command.write(to: &record)
        case .cancelTransaction(let command): record.id(command.id)
        case .runScheduled(let id), .commitDue(let id), .expireDue(let id): record.id(id)
        case .createMonitor(let command): command.write(to: &record)
        case .updateMonitor(let command): command.write(to: &record)
        case .deleteMonitor(let command): command.write(to: &record)
        case .createWebhook(let command): command.write(to: &record)
        case .updateWebhook(let command): command.write(to: &record)
        case .deleteWebhook(let command): command.write(to: &record)
        case .rotateWebhookSecret(let command): command.write(to: &record)
        case .retryDelivery(let command): record.id(command.id)
        case .sendTestEvent(let command): command.write(to: &record)
        case .createSubscription(let command): command.write(to: &record)
        case .deleteSubscription(let command): command.subscription.write(to: &record)
        case .note(let note): note.write(to: &record)
        }
    }

    /// Reads what stands behind the code.
    init(_ code: CommandCode, from record: inout RecordReader) throws(RecordDamage) {
        switch code {
        case .createLedger: self = .createLedger(try CreateLedger(from: &record))
        case .updateLedger: self = .updateLedger(try UpdateLedger(from: &record))
        case .createBalance: self = .createBalance(try CreateBalance(from: &record))
        case .updateBalance: self = .updateBalance(try UpdateBalance(from: &record))
        case .createTransaction: self = .createTransaction(try CreateTransaction(from: &record))
        case .createChild: self = .createChild(try CreateChild(from: &record))
        case .cancelTransaction: self = .cancelTransaction(CancelTransaction(id: try record.id()))
        case .runScheduled: self = .runScheduled(try record.id())
        case .commitDue: self = .commitDue(try record.id())
        case .expireDue: self = .expireDue(try record.id())
        case .createMonitor: self = .createMonitor(try CreateMonitor(from: &record))
        case .updateMonitor: self = .updateMonitor(try UpdateMonitor(from: &record))
        case .deleteMonitor: self = .deleteMonitor(try DeleteMonitor(from: &record))
        case .createWebhook: self = .createWebhook(try CreateWebhook(from: &record))
        case .updateWebhook: self = .updateWebhook(try UpdateWebhook(from: &record))
        case .deleteWebhook: self = .deleteWebhook(try DeleteWebhook(from: &record))
        case .rotateWebhookSecret:
            self = .rotateWebhookSecret(try RotateWebhookSecret(from: &record))
        case .retryDelivery: self = .retryDelivery(RetryDelivery(id: try record.id()))
        case .sendTestEvent: self = .sendTestEvent(try SendTestEvent(from: &record))
        case .createSubscription: self = .createSubscription(try CreateSubscription(from: &record))
        case .deleteSubscription:
            self = .deleteSubscription(DeleteSubscription(try NamedSubscription(from: &record)))
        case .acknowledge, .trimEvents, .attempt, .clearQueue, .forgetDeliveries:
            self = .note(try Note(code, from: &record))
        }
    }
}

// MARK: - Ledgers and balances

extension UpdateLedger {
    fileprivate func write(to record: inout RecordWriter) {
        record.id(id)
        record.change(name) { $0.text($1) }
        metaData.write(to: &record)
        record.optional(expectedVersion) { $0.number($1) }
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            id: try record.id(), name: try record.changeOfText(),
            metaData: try MetaDataChange(from: &record),
            expectedVersion: try record.optionalNumber())
    }
}

extension UpdateBalance {
    fileprivate func write(to record: inout RecordWriter) {
        record.id(id)
        record.change(identityID) { $0.text($1) }
        metaData.write(to: &record)
        record.change(overdraftLimit) { $0.optional($1) { $0.amount($1) } }
        record.change(creditLimit) { $0.optional($1) { $0.amount($1) } }
        record.change(status) { $0.byte($1.rawValue) }
        record.optional(expectedVersion) { $0.number($1) }
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            id: try record.id(), identityID: try record.changeOfText(),
            metaData: try MetaDataChange(from: &record),
            overdraftLimit: try record.change { (record) throws(RecordDamage) in
                try record.optionalAmount()
            },
            creditLimit: try record.change { (record) throws(RecordDamage) in
                try record.optionalAmount()
            },
            status: try record.changeOfChoice(),
            expectedVersion: try record.optionalNumber())
    }
}
