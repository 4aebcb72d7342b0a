import Ledger
import TestSupport

@testable import Store

/// Commands of every kind, with every field at random and often at an end of its range.
extension RecordSamples {
    mutating func command(_ code: CommandCode) -> Command {
        switch code {
        case .createLedger: .createLedger(createLedger())
        case .updateLedger: .updateLedger(updateLedger())
        case .createBalance: .createBalance(createBalance())
        case .updateBalance: .updateBalance(updateBalance())
        case .createTransaction: .createTransaction(createTransaction())
        case .createChild: .createChild(createChild())
        case .cancelTransaction: .cancelTransaction(CancelTransaction(id: id()))
        case .runScheduled: .runScheduled(id())
        case .commitDue: .commitDue(id())
        case .expireDue: .expireDue(id())
        case .createMonitor: .createMonitor(createMonitor())
        case .updateMonitor: .updateMonitor(updateMonitor())
        case .deleteMonitor: .deleteMonitor(DeleteMonitor(id: id(), expectedVersion: version()))
        case .createWebhook: .createWebhook(createWebhook())
        case .updateWebhook: .updateWebhook(updateWebhook())
        case .deleteWebhook: .deleteWebhook(DeleteWebhook(id: id(), expectedVersion: version()))
        case .rotateWebhookSecret: .rotateWebhookSecret(rotateWebhookSecret())
        case .retryDelivery: .retryDelivery(RetryDelivery(id: id()))
        case .sendTestEvent: .sendTestEvent(SendTestEvent(id: id(), type: eventType()))
        case .createSubscription: .createSubscription(createSubscription())
        case .deleteSubscription: .deleteSubscription(DeleteSubscription(namedSubscription()))
        case .acknowledge:
            .note(.acknowledge(AcknowledgeSubscription(namedSubscription(), through: number())))
        case .trimEvents:
            .note(.trimEvents(TrimEvents(through: number(), subscriptionsMade: number())))
        case .attempt: .note(.attempt(noteAttempt()))
        case .clearQueue: .note(.clearQueue(ClearQueue(id: id())))
        case .forgetDeliveries:
            .note(.forgetDeliveries(ForgetDeliveries(count: random.pick(0, 512, .min, .max))))
        }
    }

    mutating func command() -> Command {
        command(random.pick(from: CommandCode.allCases) ?? .createTransaction)
    }

    private mutating func version() -> UInt64? { optional { $0.number() } }

    mutating func change<Value>(_ make: (inout RecordSamples) -> Value) -> Change<Value> {
        random.chance(50) ? .set(make(&self)) : .keep
    }

    private mutating func metaDataChange() -> MetaDataChange {
        random.pick(.keep, .merge(metaData()), .clear)
    }

    private mutating func integer() -> Int64 { random.pick(0, 1, -1, .min, .max) }
}

// MARK: - Ledgers, balances and transactions

extension RecordSamples {
    private mutating func createLedger() -> CreateLedger {
        CreateLedger(id: optional { $0.id() }, name: text(), metaData: metaData())
    }

    private mutating func updateLedger() -> UpdateLedger {
        UpdateLedger(
            id: id(), name: change { $0.text() }, metaData: metaDataChange(),
            expectedVersion: version())
    }

    private mutating func updateBalance() -> UpdateBalance {
        UpdateBalance(
            id: id(), identityID: change { $0.text() }, metaData: metaDataChange(),
            overdraftLimit: change { $0.optional { $0.amount() } },
            creditLimit: change { $0.optional { $0.amount() } },
            status: change { $0.random.pick(.open, .frozen, .closed) },
            expectedVersion: version())
    }

    private mutating func createTransaction() -> CreateTransaction {
        CreateTransaction(
            id: optional { $0.id() }, reference: reference(), order: order(),
            expectedVersions: expectedVersions())
    }

    private mutating func createChild() -> CreateChild {
        CreateChild(reference: reference(), order: child(), expectedVersions: expectedVersions())
    }

    private mutating func expectedVersions() -> [CreateTransaction.ExpectedVersion] {
        (0..<random.pick(0, 1, 3)).map { _ in .init(balanceID: id(), version: number()) }
    }
}

// MARK: - Monitors

extension RecordSamples {
    private mutating func updateMonitor() -> UpdateMonitor {
        UpdateMonitor(
            id: id(), target: change { $0.target() }, question: questionChange(),
            trigger: change { $0.trigger() }, cooldown: change { $0.optional { $0.integer() } },
            overrideKey: change { $0.text() }, isEnabled: change { $0.random.chance(50) },
            description: change { $0.text() }, callBackURL: change { $0.text() },
            metaData: metaDataChange(), expectedVersion: version())
    }

    private mutating func questionChange() -> QuestionChange {
        QuestionChange(
            condition: ConditionChange(
                field: change { $0.random.pick(from: Condition.Field.allCases) ?? .balance },
                comparison: change {
                    $0.random.pick(from: Condition.Comparison.allCases) ?? .equal
                },
                threshold: change { $0.optional { $0.threshold() } },
                precision: change { $0.optional { $0.integer() } },
                rearm: change { $0.optional { $0.threshold() } }),
            conditions: change { samples in
                (0..<samples.random.pick(0, 1, 3)).map { _ in samples.condition() }
            },
            join: change { $0.random.pick(.all, .any) },
            steps: change { samples in
                (0..<samples.random.pick(0, 1, 3)).map { _ in samples.stepOrder() }
            })
    }

    private mutating func stepOrder() -> StepOrder {
        StepOrder(
            severity: text(), threshold: threshold(), rearm: optional { $0.threshold() })
    }
}

// MARK: - Webhooks and subscriptions

extension RecordSamples {
    private mutating func createWebhook() -> CreateWebhook {
        var command = request(id())
        command.id = optional { $0.id() }
        command.secret = random.pick(.given(secret()), .made(secret()))
        return command
    }

    private mutating func updateWebhook() -> UpdateWebhook {
        UpdateWebhook(
            id: id(), url: change { $0.text() }, filter: change { $0.filter() },
            description: change { $0.text() }, metaData: change { $0.metaData() },
            isEnabled: change { $0.random.chance(50) }, expectedVersion: version())
    }

    private mutating func rotateWebhookSecret() -> RotateWebhookSecret {
        RotateWebhookSecret(
            id: id(), secret: secret(), overlapNanoseconds: integer(), expectedVersion: version())
    }

    private mutating func eventType() -> EventType {
        random.pick(from: EventType.allCases) ?? .balanceMonitor
    }

    private mutating func noteAttempt() -> NoteAttempt {
        NoteAttempt(
            id: id(), queuedAt: time(), url: text(),
            attempt: DeliveryAttempt(
                startedAt: time(), nanoseconds: number(), status: random.pick(0, 200, .max),
                problem: text()),
            verdict: random.pick(.delivered, .retry(at: time()), .exhausted, .gone(text())))
    }

    private mutating func createSubscription() -> CreateSubscription {
        CreateSubscription(
            id: optional { $0.id() }, name: subscriptionName(), filter: filter(),
            start: random.pick(.next, .oldest, .sequence(number())),
            retainFor: optional { $0.integer() })
    }

    private mutating func namedSubscription() -> NamedSubscription {
        random.pick(.id(id()), .name(subscriptionName()))
    }

    private mutating func subscriptionName() -> SubscriptionName {
        text(SubscriptionName.init, "desk", "büro")
    }
}
