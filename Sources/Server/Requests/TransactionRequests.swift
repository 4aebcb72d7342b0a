import Ledger
import Messages

extension V1.CreateTransactionRequest {
    func command() throws(Rejection) -> CreateTransaction {
        var money = try Shape.money(
            precise: preciseAmount, decimal: amount, precision: precision, rounding: rounding)
        // A share in major units states a precision as an amount in them does.
        if hasDecimalShares { money.precision = money.precision ?? Shape.defaultPrecision }
        let order = TransactionOrder(
            currency: try Shape.currency(currency, "currency"), amount: money.amount,
            precision: money.precision,
            sources: try shares(of: source, sources, "source", money),
            destinations: try shares(of: destination, destinations, "destination", money),
            description: try Shape.text(
                description, "description", max: Shape.descriptionMax),
            overdraft: try Shape.overdraft(allow: allowOverdraft, limit: overdraftLimit),
            hold: try holdTerms(), scheduledFor: try Shape.time(scheduledFor, "scheduled_for"),
            effectiveAt: try Shape.time(effectiveAt, "effective_at"),
            metaData: try Shape.metaData(metaData, "meta_data"),
            ledgerID: try Shape.optionalID(ledgerID, "ledger_id") ?? .general,
            requiresExistingBalances: requireExistingBalances)
        return CreateTransaction(
            id: try Shape.optionalID(transactionID, "transaction_id"),
            reference: try Shape.reference(reference, "reference"), order: order,
            expectedVersions: try Shape.expectedVersions(expectedVersions))
    }

    private var hasDecimalShares: Bool {
        (sources + destinations).contains { if case .amount = $0.share { true } else { false } }
    }

    /// One side: either the one balance, or the splits.
    private func shares(
        of one: String, _ several: [V1.Split], _ name: String, _ money: Shape.Money
    ) throws(Rejection) -> [TransactionOrder.Share] {
        guard several.isEmpty else {
            guard one.isEmpty else {
                throw Rejection(
                    .fieldInvalid, field: name, "must not be given beside \(name)s")
            }
            try Shape.count(several, "\(name)s", in: 1...Shape.legsMax)
            var shares: [TransactionOrder.Share] = []
            for (position, split) in several.enumerated() {
                shares.append(
                    try split.share("\(name)s[\(position)]", money, rounding))
            }
            guard shares.count(where: { $0.portion == .left }) <= 1 else {
                throw Rejection(
                    .fieldInvalid, field: "\(name)s", "must have at most one share that is left")
            }
            return shares
        }
        return [TransactionOrder.Share(try Shape.party(one, name), .whole)]
    }

    private func holdTerms() throws(Rejection) -> HoldTerms? {
        let expiresAt = try Shape.time(inflightExpiresAt, "inflight_expires_at")
        let commitAt = try Shape.time(inflightCommitAt, "inflight_commit_at")
        guard inflight else {
            for (field, time) in [
                ("inflight_expires_at", expiresAt), ("inflight_commit_at", commitAt),
            ] where time != nil {
                throw Rejection(.fieldInvalid, field: field, "has no meaning without inflight")
            }
            return nil
        }
        if let expiresAt, let commitAt, commitAt >= expiresAt {
            throw Rejection(
                .fieldInvalid, field: "inflight_commit_at", "must lie before inflight_expires_at")
        }
        return HoldTerms(expiresAt: expiresAt, commitAt: commitAt)
    }
}

extension V1.Split {
    fileprivate func share(
        _ path: String, _ money: Shape.Money, _ rounding: V1.Rounding
    ) throws(Rejection) -> TransactionOrder.Share {
        TransactionOrder.Share(
            try Shape.party(identifier, "\(path).identifier"),
            try portion(path, money, rounding))
    }

    private func portion(
        _ path: String, _ money: Shape.Money, _ rounding: V1.Rounding
    ) throws(Rejection) -> Distribution.Portion {
        switch share {
        case nil: throw Shape.missing("\(path).share")
        case .preciseAmount(let text):
            return .fixed(
                try Shape.positive(
                    Shape.whole(text, "\(path).precise_amount"), "\(path).precise_amount"))
        case .amount(let text):
            let amount: Amount
            do throws(AmountText.Failure) {
                amount = try AmountText.scaled(
                    text, precision: money.precision ?? Shape.defaultPrecision,
                    rounding: rounding.rule)
            } catch { throw .invalidAmount(error, field: "\(path).amount") }
            return .fixed(try Shape.positive(amount, "\(path).amount"))
        case .percent(let text):
            guard let percent = Percent(text) else {
                throw Rejection(
                    .invalidAmount, field: "\(path).percent",
                    "must be decimal text above 0 and at most 100, with at most"
                        + " \(Percent.placesMax) digits behind the point")
            }
            return .percent(percent)
        case .left(let isLeft):
            guard isLeft else {
                throw Rejection(.fieldInvalid, field: "\(path).left", "must be true if given")
            }
            return .left
        }
    }
}

extension V1.CancelTransactionRequest {
    func command() throws(Rejection) -> CancelTransaction {
        CancelTransaction(id: try Shape.id(transactionID, "transaction_id"))
    }
}

extension Shape {
    /// Ends of one side of a transaction, at most.
    static let legsMax = 100
    /// Versions that one request may expect, at most: as many as a transaction may have ends.
    private static let expectedVersionsMax = 2 * legsMax

    static func expectedVersions(
        _ items: [V1.ExpectedVersion]
    ) throws(Rejection) -> [CreateTransaction.ExpectedVersion] {
        try count(items, "expected_versions", in: 0...expectedVersionsMax)
        var expected: [CreateTransaction.ExpectedVersion] = []
        for (position, item) in items.enumerated() {
            let path = "expected_versions[\(position)]"
            guard item.version >= 1 else {
                throw Rejection(.fieldInvalid, field: "\(path).version", "must be 1 or more")
            }
            expected.append(
                .init(
                    balanceID: try id(item.balanceID, "\(path).balance_id"),
                    version: UInt64(item.version)))
        }
        return expected
    }
}

extension V1.GetTransactionRequest: SequencedRead {}
extension V1.GetTransactionByReferenceRequest: SequencedRead {}
extension V1.BatchGetTransactionsRequest: SequencedRead {}
extension V1.ListTransactionsRequest: PagedRequest {}
