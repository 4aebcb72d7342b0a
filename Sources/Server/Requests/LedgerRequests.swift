import Ledger
import Messages

extension V1.CreateLedgerRequest {
    func command() throws(Rejection) -> CreateLedger {
        CreateLedger(
            id: try Shape.optionalID(ledgerID, "ledger_id"),
            name: try Shape.text(
                try Shape.required(name, "name"), "name", max: Shape.nameMax),
            metaData: try Shape.metaData(metaData, "meta_data"))
    }
}

extension V1.UpdateLedgerRequest {
    func command() throws(Rejection) -> UpdateLedger {
        let mask = try UpdateMask(updateMask, allowed: ["name", "meta_data"])
        return UpdateLedger(
            id: try Shape.id(ledgerID, "ledger_id"),
            name: try mask.change("name", given: !name.isEmpty) { () throws(Rejection) in
                try Shape.text(try Shape.required(name, "name"), "name", max: Shape.nameMax)
            },
            metaData: try mask.metaData(metaData),
            expectedVersion: try Shape.expectedVersion(expectedVersion))
    }
}

extension V1.GetLedgerRequest: SequencedRead {}
extension V1.ListLedgersRequest: PagedRequest {}
