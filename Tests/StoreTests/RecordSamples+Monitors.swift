import Ledger
import TestSupport

@testable import Store

extension RecordSamples {
    mutating func monitor() -> Monitor {
        var monitor = Monitor(
            id: id(), ordinal: number(), scope: scope(), question: question(),
            trigger: trigger(), cooldown: optional { $0.random.pick(1, .max) },
            overrideKey: text(), isEnabled: random.chance(50), description: text(),
            callBackURL: text(), metaData: metaData(), createdAt: time(),
            request: optional { $0.createMonitor() })
        monitor.updatedAt = time()
        monitor.version = number()
        monitor.firings = firings()
        monitor.standing = standing(of: monitor.question)
        return monitor
    }

    mutating func standing(of question: MonitorQuestion) -> MonitorStanding {
        MonitorStanding(
            latched: parts(), muted: parts(), firings: (0..<question.voices).map { _ in firings() })
    }

    mutating func standing() -> MonitorStanding { standing(of: question()) }

    mutating func rollUp() -> RollUp {
        var rollUp = RollUp(id: id(), selection: selection(), slot: random.pick(0, 5, 63))
        rollUp.sums = sums()
        rollUp.watched = mask()
        rollUp.monitorCount = number()
        return rollUp
    }

    mutating func ledgerWatch() -> LedgerWatch {
        LedgerWatch(ledgerID: id(), watched: mask(), ruleCount: number())
    }

    mutating func mask() -> MonitorMask {
        MonitorMask(bits: UInt128(random.next()) << 64 | UInt128(number()))
    }

    mutating func notification() -> MonitorNotification {
        MonitorNotification(
            monitor: monitor(), met: parts(), transactionID: optional { $0.id() },
            balanceID: optional { $0.id() },
            observations: (0..<random.pick(1, 2)).map { _ in
                MonitorNotification.Observation(
                    field: .debitBalance, before: amount(), after: amount())
            },
            step: optional { $0.random.pick(0, 15) }, suppressedCount: number(),
            currency: currency(), sums: sums(), balanceVersion: number())
    }

    private mutating func parts() -> PartSet { PartSet(bits: random.pick(0, 1, 0x8000, .max)) }

    mutating func trigger() -> Trigger { random.pick(.crossing, .everyMatch, .bothEdges) }

    private mutating func firings() -> FiringRecord {
        FiringRecord(
            lastFiredAt: optional { $0.time() }, firedCount: number(), suppressedCount: number())
    }

    mutating func createMonitor() -> CreateMonitor {
        CreateMonitor(
            id: optional { $0.id() },
            target: target(),
            question: question(), trigger: trigger(),
            cooldown: optional { $0.random.pick(1, .max) },
            firesImmediately: random.chance(50), overrideKey: text(),
            isEnabled: random.chance(50), description: text(), callBackURL: text(),
            metaData: metaData())
    }

    mutating func target() -> MonitorTarget {
        random.pick(
            .balance(.id(id())), .balance(.indicator(indicator(), currency())),
            .rollUp(selection()), .ledgerRule(rule()))
    }

    private mutating func scope() -> MonitorScope {
        random.pick(
            .balance(id()), .rollUp(selection(), RollUpPlace(id: id(), slot: 5)),
            .ledgerRule(rule()))
    }

    private mutating func selection() -> BalanceSelection {
        BalanceSelection(
            currency: currency(), ledgerID: optional { $0.id() }, identityID: text(),
            indicatorPrefix: text(),
            metaData: (0..<random.pick(0, 2)).map { _ in
                MetaDataMatch(key: text(), value: optional { $0.text() })
            })
    }

    private mutating func rule() -> LedgerRule {
        LedgerRule(
            ledgerID: id(), currency: optional { $0.currency() }, indicatorPrefix: text())
    }

    private mutating func question() -> MonitorQuestion {
        switch random.pick(0, 1, 2) {
        case 0: .one(condition())
        case 1:
            .several(
                (0..<random.pick(2, 8)).map { _ in condition() }, random.pick(.all, .any))
        default:
            .ladder(
                (0..<random.pick(2, 3, 16)).map { _ in
                    MonitorQuestion.Step(severity: text(), condition: condition())
                })
        }
    }

    mutating func condition() -> Condition {
        let field = random.pick(from: Condition.Field.allCases) ?? .balance
        let comparison = random.pick(from: Condition.Comparison.allCases) ?? .equal
        let threshold = threshold()
        let precision: Int64? = random.pick(nil, 1, 100)
        let rearmed = try? Condition(
            field: field, comparison: comparison, threshold: threshold, precision: precision,
            rearm: random.pick(.minorUnits(amount()), .decimal("1"), .decimal("-20")))
        let plain = try? Condition(
            field: field, comparison: comparison, threshold: threshold, precision: precision)
        guard let condition = rearmed ?? plain else {
            preconditionFailure("a sample is not allowed")
        }
        return condition
    }

    mutating func threshold() -> Condition.Threshold {
        switch random.pick(0, 1, 2) {
        case 0: .minorUnits(amount())
        case 1: .decimal(random.pick("0", "-7", "12"))
        default: share()
        }
    }

    private mutating func share() -> Condition.Threshold {
        let base: PercentOf.Base = random.pick(
            .field(.balance), .field(.availableBalance), .overdraftLimit, .creditLimit)
        guard let share = try? PercentOf(random.pick("0", "-12.5", "100"), of: base) else {
            preconditionFailure("a sample is not allowed")
        }
        return .percent(share)
    }
}
