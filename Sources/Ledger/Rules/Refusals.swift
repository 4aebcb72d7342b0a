/// The refusals that several rules share, each with its words in one place.
extension Rejection {
    static func duplicateID<Kind>(field: String, _ id: Identifier<Kind>) -> Rejection {
        Rejection(
            .duplicateID, field: field, "\(id) exists already with other content",
            facts: [Fact("id", id)])
    }

    static func duplicateIndicator(
        _ indicator: Indicator, _ currency: Currency, holder: BalanceID
    ) -> Rejection {
        Rejection(
            .duplicateIndicator, field: "indicator",
            "the indicator \"\(indicator)\" in \(currency) belongs to \(holder)",
            facts: [Fact("balance_id", holder)])
    }

    package static func ledgerNotFound(_ id: LedgerID) -> Rejection {
        Rejection(
            .ledgerNotFound, field: "ledger_id", "there is no ledger \(id)",
            facts: [Fact("ledger_id", id)])
    }

    package static func balanceNotFound(_ id: BalanceID, field: String) -> Rejection {
        Rejection(
            .balanceNotFound, field: field, "there is no balance \(id)",
            facts: [Fact("balance_id", id)])
    }

    package static func balanceNotFound(
        _ indicator: Indicator, _ currency: Currency, field: String
    ) -> Rejection {
        Rejection(
            .balanceNotFound, field: field,
            "there is no balance with the indicator \"\(indicator)\" in \(currency)",
            facts: [Fact("indicator", indicator), Fact("currency", currency)])
    }

    package static func transactionNotFound(_ id: TransactionID) -> Rejection {
        Rejection(
            .transactionNotFound, field: "transaction_id", "there is no transaction \(id)",
            facts: [Fact("transaction_id", id)])
    }

    package static func monitorNotFound(_ id: MonitorID) -> Rejection {
        Rejection(
            .monitorNotFound, field: "monitor_id", "there is no monitor \(id)",
            facts: [Fact("monitor_id", id)])
    }

    /// Refuses one more of a kind of which there may be so many.
    static func limitReached(_ what: String, max: Int, field: String = "") -> Rejection {
        Rejection(
            .limitReached, field: field, "there may be at most \(max) \(what)",
            facts: [Fact("limit", max)])
    }

    static func versionMismatch(field: String, expected: UInt64, actual: UInt64) -> Rejection {
        Rejection(
            .versionMismatch, field: field, "the version is \(actual), not \(expected)",
            facts: [Fact("version", actual)])
    }

    package static func precisionMismatch(
        field: String, _ balance: Balance, given: Int64, multiplier: Int64
    ) -> Rejection {
        Rejection(
            .precisionMismatch, field: field,
            "\(balance.id) counts \(multiplier) minor units to one, not \(given)",
            facts: [
                Fact("balance_id", balance.id), Fact("currency_multiplier", multiplier),
                Fact("precision", given),
            ])
    }

    static func duplicateReference(
        _ reference: Reference, _ first: Transaction, _ differing: [String]
    ) -> Rejection {
        let names = differing.joined(separator: ", ")
        return Rejection(
            .duplicateReference, field: "reference",
            "the reference \"\(reference)\" belongs to \(first.id), which differs in \(names)",
            facts: [Fact("transaction_id", first.id), Fact("differing_fields", names)])
    }

    static func sameBalance(_ end: TransactionEnd) -> Rejection {
        Rejection(
            .sameBalance, field: end.field, "source and destination are both \(end.name)",
            facts: end.facts)
    }

    static func duplicateLeg(_ end: TransactionEnd) -> Rejection {
        Rejection(
            .duplicateLeg, field: end.field, "\(end.name) stands twice on one side",
            facts: end.facts)
    }

    static func distributionMismatch(field: String, _ total: Amount) -> Rejection {
        Rejection(
            .distributionMismatch, field: field,
            "the shares don't make up the total of \(total) exactly",
            facts: [Fact("total", total)])
    }

    static func currencyMismatch(
        field: String, _ balance: Balance, _ currency: Currency
    ) -> Rejection {
        Rejection(
            .currencyMismatch, field: field,
            "\(balance.id) is in \(balance.currency), the transaction in \(currency)",
            facts: [
                Fact("balance_id", balance.id), Fact("balance_currency", balance.currency),
                Fact("currency", currency),
            ])
    }

    /// Refuses to touch a balance that is frozen or closed.
    static func notOpen(field: String, _ balance: Balance) -> Rejection? {
        switch balance.status {
        case .open: nil
        case .frozen:
            Rejection(
                .balanceFrozen, field: field, "\(balance.id) is frozen",
                facts: [Fact("balance_id", balance.id)])
        case .closed:
            Rejection(
                .balanceClosed, field: field, "\(balance.id) is closed",
                facts: [Fact("balance_id", balance.id)])
        }
    }

    static var amountOverflow: Rejection {
        Rejection(
            .amountOverflow, field: "amount", "a sum of a balance would leave 128 bits")
    }

    static func balanceNotEmpty(_ balance: Balance) -> Rejection {
        Rejection(
            .balanceNotEmpty, field: "status",
            "\(balance.id) can be closed only at zero and without open holds",
            facts: [
                Fact("balance", balance.sums.balance),
                Fact("inflight_credit_balance", balance.sums.inflightCredit),
                Fact("inflight_debit_balance", balance.sums.inflightDebit),
            ])
    }

    static var metaDataTooLarge: Rejection {
        Rejection(
            .fieldInvalid, field: "meta_data",
            "the merged metadata has more than \(MetaData.lengthMax) bytes",
            facts: [Fact("limit", MetaData.lengthMax)])
    }
}

extension TransactionEnd {
    /// As a sentence names it: the indicator of a balance that there isn't yet.
    fileprivate var name: String {
        missing?.indicator.map { "\"\($0)\"" } ?? "\(balance.id)"
    }

    fileprivate var facts: [Rejection.Fact] {
        if let indicator = missing?.indicator {
            return [Rejection.Fact("indicator", indicator)]
        }
        return [Rejection.Fact("balance_id", balance.id)]
    }
}
