import Ledger

// The keys by which monitors are found.
extension Key {
    /// Where everything of an owner begins.
    static func owner(_ owner: MonitorOwner) -> Key {
        switch owner {
        case .balance(let id): Key().byte(0).bits(id.bits)
        case .ledger(let id): Key().byte(1).bits(id.bits)
        case .rollUp(let id): Key().byte(2).bits(id.bits)
        }
    }

    static func watch(_ owner: MonitorOwner, _ ordinal: UInt64) -> Key {
        Key.owner(owner).number(ordinal)
    }

    static func watch(of monitor: Monitor) -> Key { watch(monitor.scope.owner, monitor.ordinal) }

    /// Where a threshold of a kind stands, whosesoever it is.
    static func threshold(
        _ owner: MonitorOwner, _ kind: WatchKind, _ threshold: Amount
    ) -> Key {
        Key.owner(owner).byte(kind.code)
            .bits(UInt128(bitPattern: threshold.minorUnits) ^ 1 << 127)
    }

    /// All places of a monitor among the thresholds, in their order.
    static func thresholds(of monitor: Monitor) -> [Key] {
        let owner = monitor.scope.owner
        return monitor.watchRows
            .sorted { ($0.kind.code, $0.threshold) < ($1.kind.code, $1.threshold) }
            .map { threshold(owner, $0.kind, $0.threshold).bits(monitor.id.bits) }
    }

    /// Where the monitors of an owner with an override key begin.
    static func override(_ owner: MonitorOwner, _ key: String) -> Key {
        Key.owner(owner).byte(UInt8(key.utf8.count)).text(key)
    }

    /// Nil where a monitor has no key, or is switched off.
    static func override(of monitor: Monitor) -> Key? {
        guard monitor.isEnabled, !monitor.overrideKey.isEmpty else { return nil }
        return override(monitor.scope.owner, monitor.overrideKey).bits(monitor.id.bits)
    }

    /// Where the roll-ups of a currency begin.
    static func rollUps(_ currency: Currency) -> Key { Key().currency(currency).byte(0) }

    static func rollUp(_ currency: Currency, _ slot: UInt8) -> Key {
        rollUps(currency).byte(slot)
    }

    static func rollUp(_ rollUp: RollUp) -> Key {
        Key.rollUp(rollUp.selection.currency, rollUp.slot)
    }

    static func standing(_ monitor: MonitorID, _ balance: BalanceID) -> Key {
        Key().bits(monitor.bits).bits(balance.bits)
    }
}

extension MonitorOwner {
    /// The owner that a key begins with; nil where it begins with none.
    init?(of key: Span<UInt8>) {
        guard key.count >= 17 else { return nil }
        let bits: UInt128 = key.number(at: 1)
        switch key[0] {
        case 0: self = .balance(BalanceID(bits: bits))
        case 1: self = .ledger(LedgerID(bits: bits))
        case 2: self = .rollUp(RollUpID(bits: bits))
        default: return nil
        }
    }
}
