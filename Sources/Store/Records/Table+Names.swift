import Ledger

extension Table {
    /// A record as people name it: its table, and its key as far as it can be read.
    func name(of key: Key) -> String { "\(rawValue) \(words(of: key.bytes))" }

    private func words(of key: [UInt8]) -> String {
        let known: String? =
            switch self {
            case .state, .journal: text(key)
            case .commits, .entries: key.count == 8 ? "\(number(key, 0))" : nil
            case .ledgers, .ledgerWatches: id(key, LedgerID.self)
            case .balances, .profiles, .lineages: id(key, BalanceID.self)
            case .transactions, .progress, .allocations: id(key, TransactionID.self)
            case .monitors: id(key, MonitorID.self)
            case .subscriptions, .cursors: id(key, SubscriptionID.self)
            case .references, .subscriptionNames: text(key)
            case .indicators: text(key.map { $0 == 0 ? UInt8(ascii: " ") : $0 })
            case .children: pair(key, TransactionID.self, TransactionID.self)
            case .memories: pair(key, MonitorID.self, BalanceID.self)
            case .deposits, .providers:
                key.count == 24 ? pair(key, BalanceID.self, "\(number(key, 16))") : nil
            case .providerNames: text(key.dropFirst(16)).flatMap { pair(key, BalanceID.self, $0) }
            case .events:
                key.count == 12 ? "\(number(key, 0)).\(key.span.number(at: 8) as UInt32)" : nil
            case .webhooks, .backlogs: id(key, WebhookID.self)
            case .deliveries, .unfinished: key.count == 8 ? "\(number(key, 0))" : nil
            case .deadLetters:
                key.count == 24 ? pair(key, WebhookID.self, "\(number(key, 16))") : nil
            case .dues, .expiries, .backdated, .watchlists, .thresholds, .overrides, .rollUps,
                .standing, .lanes, .turns, .finished:
                nil
            }
        return known ?? hexadecimal(key.span)
    }

    private func number(_ key: [UInt8], _ offset: Int) -> UInt64 { key.span.number(at: offset) }

    private func text(_ bytes: some Sequence<UInt8>) -> String? {
        String(validating: Array(bytes), as: UTF8.self)
    }

    private func id<Kind>(_ key: [UInt8], _: Identifier<Kind>.Type) -> String? {
        key.count == 16 ? "\(Identifier<Kind>(bits: key.span.number(at: 0)))" : nil
    }

    private func pair<First, Second>(
        _ key: [UInt8], _ first: Identifier<First>.Type, _ second: Identifier<Second>.Type
    ) -> String? {
        key.count == 32 ? id(Array(key.suffix(16)), second).flatMap { pair(key, first, $0) } : nil
    }

    private func pair<First>(
        _ key: [UInt8], _ first: Identifier<First>.Type, _ second: String
    ) -> String? {
        id(Array(key.prefix(16)), first).map { "\($0) \(second)" }
    }
}
