import Ledger
import Messages

extension V1.CommitInflightRequest {
    func command() throws(Rejection) -> CreateChild {
        CreateChild(
            reference: try Shape.reference(reference, "reference"),
            order: ChildOrder(
                parentID: try Shape.id(transactionID, "transaction_id"),
                action: .commit(
                    try Shape.part(
                        precise: preciseAmount, decimal: amount, precision: precision,
                        rounding: rounding)),
                description: try Shape.text(
                    description, "description", max: Shape.descriptionMax),
                effectiveAt: try Shape.time(effectiveAt, "effective_at"),
                metaData: try Shape.metaData(metaData, "meta_data")),
            expectedVersions: try Shape.expectedVersions(expectedVersions))
    }
}

extension V1.VoidInflightRequest {
    func command() throws(Rejection) -> CreateChild {
        CreateChild(
            reference: try Shape.reference(reference, "reference"),
            order: ChildOrder(
                parentID: try Shape.id(transactionID, "transaction_id"), action: .void,
                description: try Shape.text(
                    description, "description", max: Shape.descriptionMax),
                metaData: try Shape.metaData(metaData, "meta_data")),
            expectedVersions: try Shape.expectedVersions(expectedVersions))
    }
}

extension V1.UpdateInflightRequest {
    func command() throws(Rejection) -> CreateChild {
        CreateChild(
            reference: try Shape.reference(reference, "reference"),
            order: ChildOrder(
                parentID: try Shape.id(transactionID, "transaction_id"),
                action: .update(try change()),
                description: try Shape.text(
                    description, "description", max: Shape.descriptionMax),
                overdraft: try Shape.overdraft(allow: allowOverdraft, limit: overdraftLimit),
                metaData: try Shape.metaData(metaData, "meta_data")),
            expectedVersions: try Shape.expectedVersions(expectedVersions))
    }

    private func change() throws(Rejection) -> HoldChange {
        let mask = try UpdateMask(
            updateMask, allowed: ["amount", "inflight_expires_at", "inflight_commit_at"])
        let hasAmount = !preciseAmount.isEmpty || !amount.isEmpty
        let change = HoldChange(
            total: try mask.change("amount", given: hasAmount) { () throws(Rejection) in
                let money = try Shape.money(
                    precise: preciseAmount, decimal: amount, precision: precision,
                    rounding: rounding)
                return HoldChange.NewTotal(money.amount, precision: money.precision)
            },
            expiresAt: try mask.change(
                "inflight_expires_at", given: inflightExpiresAt != nil
            ) { () throws(Rejection) in
                try Shape.time(inflightExpiresAt, "inflight_expires_at")
            },
            commitAt: try mask.change(
                "inflight_commit_at", given: inflightCommitAt != nil
            ) { () throws(Rejection) in
                try Shape.time(inflightCommitAt, "inflight_commit_at")
            })
        guard change != HoldChange() else {
            throw Rejection(.fieldRequired, field: "amount", "something has to be changed")
        }
        return change
    }
}

extension V1.RefundTransactionRequest {
    func command() throws(Rejection) -> CreateChild {
        CreateChild(
            reference: try Shape.reference(reference, "reference"),
            order: ChildOrder(
                parentID: try Shape.id(transactionID, "transaction_id"),
                action: .refund(
                    try Shape.part(
                        precise: preciseAmount, decimal: amount, precision: precision,
                        rounding: rounding)),
                description: try Shape.text(
                    description, "description", max: Shape.descriptionMax),
                overdraft: try Shape.overdraft(allow: allowOverdraft, limit: overdraftLimit),
                effectiveAt: try Shape.time(effectiveAt, "effective_at"),
                metaData: try Shape.metaData(metaData, "meta_data")),
            expectedVersions: try Shape.expectedVersions(expectedVersions))
    }
}

extension Shape {
    /// A part of a hold or of a transaction; without an amount all that there is.
    fileprivate static func part(
        precise: String, decimal: String, precision: Int64, rounding: V1.Rounding
    ) throws(Rejection) -> ChildOrder.Part {
        if precise.isEmpty, decimal.isEmpty {
            _ = try Shape.precision(precision, "precision")
            return .rest
        }
        let money = try money(
            precise: precise, decimal: decimal, precision: precision, rounding: rounding)
        return .amount(money.amount, precision: money.precision)
    }
}
