/// What a monitor watches.
package enum MonitorScope: Hashable, Sendable {
    case balance(BalanceID)
    /// The sum over the balances of a selection, kept in a roll-up.
    case rollUp(BalanceSelection, RollUpPlace)
    /// Each balance of a ledger by itself, those to come included.
    case ledgerRule(LedgerRule)

    /// Under whom the index holds it.
    package var owner: MonitorOwner {
        switch self {
        case .balance(let id): .balance(id)
        case .rollUp(_, let place): .rollUp(place.id)
        case .ledgerRule(let rule): .ledger(rule.ledgerID)
        }
    }

    package var balanceID: BalanceID? {
        if case .balance(let id) = self { id } else { nil }
    }

    package var isLedgerRule: Bool {
        if case .ledgerRule = self { true } else { false }
    }
}

/// Whose changes make a monitor look.
package enum MonitorOwner: Hashable, Sendable {
    case balance(BalanceID)
    case ledger(LedgerID)
    case rollUp(RollUpID)
}

/// Balances of one currency that match all that is given, one thing at least.
package struct BalanceSelection: Hashable, Sendable {
    package let currency: Currency
    package let ledgerID: LedgerID?
    /// Empty: of any identity.
    package let identityID: String
    /// Empty: with any indicator or none.
    package let indicatorPrefix: String
    package let metaData: [MetaDataMatch]

    package init(
        currency: Currency, ledgerID: LedgerID? = nil, identityID: String = "",
        indicatorPrefix: String = "", metaData: [MetaDataMatch] = []
    ) {
        self.currency = currency
        self.ledgerID = ledgerID
        self.identityID = identityID
        self.indicatorPrefix = indicatorPrefix
        self.metaData = metaData
    }

    // Swift compares text by canonical equivalence; a selection is its bytes.
    package static func == (left: BalanceSelection, right: BalanceSelection) -> Bool {
        left.bytes == right.bytes
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

    private var bytes: [[UInt8]] {
        let texts = [
            currency.description, ledgerID?.description ?? "", identityID, indicatorPrefix,
        ]
        let matches = metaData.flatMap { [$0.key, $0.value ?? ""] }
        return (texts + matches).map { Array($0.utf8) }
    }

    package func matches(_ view: BalanceView) -> Bool {
        let profile = view.profile
        return view.balance.currency == currency
            && (ledgerID == nil || profile.ledgerID == ledgerID)
            && (identityID.isEmpty || profile.identityID.utf8.elementsEqual(identityID.utf8))
            && profile.isCalled(indicatorPrefix)
            && metaData.allSatisfy { $0.holds(for: profile.metaData) }
    }
}

/// The balances of one ledger, or those of them in a currency or with indicators that begin alike.
package struct LedgerRule: Hashable, Sendable {
    package let ledgerID: LedgerID
    /// Nil: in any.
    package let currency: Currency?
    /// Empty: all.
    package let indicatorPrefix: String

    package init(ledgerID: LedgerID, currency: Currency? = nil, indicatorPrefix: String = "") {
        self.ledgerID = ledgerID
        self.currency = currency
        self.indicatorPrefix = indicatorPrefix
    }

    package func covers(_ view: BalanceView) -> Bool {
        view.profile.ledgerID == ledgerID
            && (currency == nil || view.balance.currency == currency)
            && view.profile.isCalled(indicatorPrefix)
    }
}

extension BalanceProfile {
    /// Whether its indicator begins so; with nothing given, whether or not it has one.
    fileprivate func isCalled(_ prefix: String) -> Bool {
        prefix.isEmpty || indicator?.description.utf8.starts(with: prefix.utf8) ?? false
    }
}
