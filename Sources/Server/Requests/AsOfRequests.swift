import Ledger
import Messages
import Store

extension V1.AsOf {
    /// The point of history that is meant; nil for now.
    func historyPoint(in view: borrowing StoreView) throws(Rejection) -> HistoryPoint? {
        switch point {
        case nil: return nil
        case .effectiveAt(let time):
            return try Shape.time(time, "as_of.effective_at").map { .effective($0) }
        case .recordedAt(let time):
            return try Shape.time(time, "as_of.recorded_at").map { .recorded($0) }
        case .sequence(let sequence):
            guard sequence >= 0, UInt64(sequence) <= view.sequence else {
                throw Rejection(
                    .fieldInvalid, field: "as_of.sequence",
                    "must lie between 0 and the last sequence, \(view.sequence)",
                    facts: [.init("sequence", view.sequence)])
            }
            return .sequence(UInt64(sequence))
        }
    }
}
