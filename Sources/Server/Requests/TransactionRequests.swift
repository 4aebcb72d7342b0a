import Ledger
import Messages
import TTRPC

extension V1.CreateTransactionRequest {
    func command() throws -> CreateTransaction {
        try checkAvailable()
        let money = try Shape.money(
            precise: preciseAmount, decimal: amount, precision: precision, rounding: rounding)
        let order = TransactionOrder(
            currency: try Shape.currency(currency, "currency"), amount: money.amount,
            precision: money.precision, source: try Shape.party(source, "source"),
            destination: try Shape.party(destination, "destination"),
            description: try Shape.text(
                description, "description", max: Shape.descriptionMax),
            overdraft: try Shape.overdraft(allow: allowOverdraft, limit: overdraftLimit),
            effectiveAt: try Shape.time(effectiveAt, "effective_at"),
            metaData: try Shape.metaData(metaData, "meta_data"))
        return CreateTransaction(
            id: try Shape.optionalID(transactionID, "transaction_id"),
            reference: try Shape.reference(reference, "reference"), order: order,
            ledgerID: try Shape.optionalID(ledgerID, "ledger_id") ?? .general,
            requiresExistingBalances: requireExistingBalances,
            expectedVersions: try expected())
    }

    /// Versions that one request may expect, at most: as many as a transaction may have ends.
    private static let expectedVersionsMax = 200

    private func expected() throws(Rejection) -> [CreateTransaction.ExpectedVersion] {
        guard expectedVersions.count <= Self.expectedVersionsMax else {
            throw Rejection(
                .fieldInvalid, field: "expected_versions",
                "must have at most \(Self.expectedVersionsMax) items")
        }
        var expected: [CreateTransaction.ExpectedVersion] = []
        for (position, item) in expectedVersions.enumerated() {
            let path = "expected_versions[\(position)]"
            guard item.version >= 1 else {
                throw Rejection(.fieldInvalid, field: "\(path).version", "must be 1 or more")
            }
            expected.append(
                .init(
                    balanceID: try Shape.id(item.balanceID, "\(path).balance_id"),
                    version: UInt64(item.version)))
        }
        return expected
    }

    /// Refuses what the API describes and this version doesn't do yet.
    private func checkAvailable() throws {
        if !sources.isEmpty { throw RPCError.notImplemented("a split", field: "sources") }
        if !destinations.isEmpty { throw RPCError.notImplemented("a split", field: "destinations") }
        if inflight { throw RPCError.notImplemented("a hold", field: "inflight") }
        if inflightExpiresAt != nil {
            throw RPCError.notImplemented("a hold", field: "inflight_expires_at")
        }
        if inflightCommitAt != nil {
            throw RPCError.notImplemented("a hold", field: "inflight_commit_at")
        }
        if scheduledFor != nil {
            throw RPCError.notImplemented("a scheduled transaction", field: "scheduled_for")
        }
        if dryRun { throw RPCError.notImplemented("a dry run", field: "dry_run") }
    }
}

extension V1.GetTransactionRequest: SequencedRead {}
extension V1.GetTransactionByReferenceRequest: SequencedRead {}
extension V1.BatchGetTransactionsRequest: SequencedRead {}
extension V1.ListTransactionsRequest: PagedRequest {}
