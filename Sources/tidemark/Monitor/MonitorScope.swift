import ArgumentParser
import Messages
import TidemarkClient

/// What a monitor watches: one balance, the sum over some, or each of a ledger.
struct MonitorScopeArguments: ParsableArguments {
    @Option(help: "The balance: an id (bln_…), or an indicator with --currency.")
    var balance: String?

    @Option(help: "The currency of an indicator, of a roll-up, or of a ledger rule.")
    var currency: String?

    @Flag(help: "Watch the sum over all balances in --currency that match what follows.")
    var rollUp = false

    @Flag(help: "Watch each balance of --ledger by itself, those to come included.")
    var ledgerRule = false

    @Option(help: ArgumentHelp("Of a roll-up or a rule: only of this ledger.", valueName: "id"))
    var ledger: String?

    @Option(help: ArgumentHelp("Of a roll-up: only of this identity.", valueName: "text"))
    var identity: String?

    @Option(
        help: ArgumentHelp(
            "Of a roll-up or a rule: only with an indicator that begins so.", valueName: "prefix"))
    var indicatorPrefix: String?

    @Option(
        help: ArgumentHelp(
            "Of a roll-up: only balances with this fact; may be repeated.", valueName: "key=value"),
        transform: MetaDataFilterText.parse)
    var ofMetaData: [V1.MetaDataFilter] = []

    /// What is named, if anything is.
    enum Scope {
        case balance(BalanceReference)
        case rollUp(V1.MonitorRollUp)
        case ledgerRule(V1.MonitorLedgerRule)
    }

    func validate() throws { _ = try scope }

    var scope: Scope? {
        get throws(ValidationError) {
            guard [balance != nil, rollUp, ledgerRule].count(where: { $0 }) <= 1 else {
                throw ValidationError(
                    "--balance, --roll-up and --ledger-rule are three things to watch; give one")
            }
            if let balance { return .balance(try ofBalance(balance)) }
            if rollUp { return .rollUp(try sum()) }
            if ledgerRule { return .ledgerRule(try rule()) }
            guard !isNarrowed else {
                throw ValidationError(
                    "--ledger, --identity, --indicator-prefix and --of-meta-data go with --roll-up"
                        + " or --ledger-rule")
            }
            return nil
        }
    }

    private var isNarrowed: Bool {
        ledger != nil || identity != nil || indicatorPrefix != nil || !ofMetaData.isEmpty
    }

    private func ofBalance(_ name: String) throws(ValidationError) -> BalanceReference {
        guard !isNarrowed else {
            throw ValidationError("--balance is one balance: nothing narrows it further")
        }
        return try BalanceReference(name, currency: currency)
    }

    private func sum() throws(ValidationError) -> V1.MonitorRollUp {
        guard let currency else {
            throw ValidationError("--roll-up adds up one currency: say which, as in --currency USD")
        }
        guard isNarrowed else {
            throw ValidationError(
                "--roll-up is of chosen balances: give --ledger, --identity, --indicator-prefix or"
                    + " --of-meta-data")
        }
        return V1.MonitorRollUp(
            currency: currency, ledgerID: ledger ?? "", identityID: identity ?? "",
            indicatorPrefix: indicatorPrefix ?? "", metaData: ofMetaData)
    }

    private func rule() throws(ValidationError) -> V1.MonitorLedgerRule {
        guard let ledger else {
            throw ValidationError("--ledger-rule is for a ledger: say which, as in --ledger ldg_…")
        }
        guard identity == nil, ofMetaData.isEmpty else {
            throw ValidationError("--identity and --of-meta-data go with --roll-up")
        }
        return V1.MonitorLedgerRule(
            ledgerID: ledger, currency: currency ?? "", indicatorPrefix: indicatorPrefix ?? "")
    }
}

extension Session {
    /// Balances that a scope takes in, for their units: one of them knows as well as all.
    func balances(in scope: MonitorScopeArguments.Scope) async throws -> [V1.Balance] {
        switch scope {
        case .balance(let reference): return [try await balance(reference)]
        case .rollUp(let sum):
            return try await balances(
                V1.BalanceFilter(
                    ledgerID: sum.ledgerID, identityID: sum.identityID, currency: sum.currency,
                    indicatorPrefix: sum.indicatorPrefix, metaData: sum.metaData))
        case .ledgerRule(let rule):
            guard !rule.currency.isEmpty else {
                throw Failure(
                    .usage, "a rule for all currencies has no one unit for its values",
                    advice: "--currency USD, for the balances in one", "--minor-units")
            }
            return try await balances(
                V1.BalanceFilter(
                    ledgerID: rule.ledgerID, currency: rule.currency,
                    indicatorPrefix: rule.indicatorPrefix))
        }
    }

    private func balances(_ filter: V1.BalanceFilter) async throws -> [V1.Balance] {
        // Those without transactions don't know their units yet.
        try await client.balances.listBalances(
            .init(pageSize: 100, filter: filter), timeout: timeout
        ).balances
    }
}
