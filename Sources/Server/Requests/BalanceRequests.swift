import Ledger
import Messages

extension V1.CreateBalanceRequest {
    func command() throws(Rejection) -> CreateBalance {
        guard trackFundLineage || allocationStrategy == .unspecified else {
            throw Rejection(
                .fieldInvalid, field: "allocation_strategy",
                "has no meaning without track_fund_lineage")
        }
        return CreateBalance(
            id: try Shape.optionalID(balanceID, "balance_id"),
            ledgerID: try Shape.optionalID(ledgerID, "ledger_id") ?? .general,
            currency: try Shape.currency(currency, "currency"),
            indicator: indicator.isEmpty ? nil : try Shape.indicator(indicator, "indicator"),
            identityID: try Shape.text(identityID, "identity_id", max: Shape.nameMax),
            multiplier: try Shape.precision(currencyMultiplier, "currency_multiplier"),
            overdraftLimit: try Shape.limit(overdraftLimit, "overdraft_limit"),
            creditLimit: try Shape.limit(creditLimit, "credit_limit"),
            allocation: trackFundLineage ? allocationStrategy.strategy : nil,
            metaData: try Shape.metaData(metaData, "meta_data"))
    }
}

extension V1.UpdateBalanceRequest {
    func command() throws(Rejection) -> UpdateBalance {
        let mask = try UpdateMask(
            updateMask,
            allowed: ["identity_id", "meta_data", "overdraft_limit", "credit_limit", "status"])
        return UpdateBalance(
            id: try Shape.id(balanceID, "balance_id"),
            identityID: try mask.change("identity_id", given: !identityID.isEmpty) {
                () throws(Rejection) in
                try Shape.text(identityID, "identity_id", max: Shape.nameMax)
            },
            metaData: try mask.metaData(metaData),
            overdraftLimit: try mask.change("overdraft_limit", given: !overdraftLimit.isEmpty) {
                () throws(Rejection) in
                try Shape.limit(overdraftLimit, "overdraft_limit")
            },
            creditLimit: try mask.change("credit_limit", given: !creditLimit.isEmpty) {
                () throws(Rejection) in
                try Shape.limit(creditLimit, "credit_limit")
            },
            status: try mask.change("status", given: status != .unspecified) {
                () throws(Rejection) in
                guard let status = status.rule else { throw Shape.missing("status") }
                return status
            },
            expectedVersion: try Shape.expectedVersion(expectedVersion))
    }
}

extension V1.CheckFundsRequest: SequencedRead {
    /// The amount and how far it may go below zero, as a transaction would state them.
    func demand() throws(Rejection) -> (money: Shape.Money, overdraft: Overdraft) {
        (
            try Shape.money(
                precise: preciseAmount, decimal: amount, precision: precision, rounding: rounding),
            try Shape.overdraft(allow: allowOverdraft, limit: overdraftLimit)
        )
    }
}

extension V1.GetBalanceRequest: SequencedRead {}
extension V1.GetBalanceByIndicatorRequest: SequencedRead {}
extension V1.BatchGetBalancesRequest: SequencedRead {}
extension V1.RecomputeBalanceRequest: SequencedRead {}
extension V1.ListBalancesRequest: PagedRequest {}
extension V1.ListEntriesRequest: PagedRequest {}
extension V1.GetLineageRequest: PagedRequest {}

// MARK: - Enums

extension V1.BalanceStatus {
    var rule: BalanceStatus? {
        switch self {
        case .unspecified: nil
        case .open: .open
        case .frozen: .frozen
        case .closed: .closed
        }
    }
}

extension V1.AllocationStrategy {
    fileprivate var strategy: LineageStrategy {
        switch self {
        case .unspecified, .fifo: .firstInFirstOut
        case .lifo: .lastInFirstOut
        case .proportional: .proportional
        }
    }
}
