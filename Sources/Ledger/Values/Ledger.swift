/// A set of balances with one purpose: its id, name and metadata.
///
/// (Named a record so that no type of this module is called like the module.)
package struct LedgerRecord: Hashable, Sendable {
    package let id: LedgerID
    package var name: String
    package var metaData: MetaData
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
    /// 1 when made, and one more for each update.
    package var version: UInt64
    /// The request that made it, kept where the client gave the id: its repeat is compared with it.
    package let request: CreateLedger?

    package init(
        id: LedgerID, name: String, metaData: MetaData, createdAt: Timestamp,
        request: CreateLedger? = nil
    ) {
        self.id = id
        self.name = name
        self.metaData = metaData
        self.createdAt = createdAt
        self.updatedAt = createdAt
        self.version = 1
        self.request = request
    }

    /// The one that exists from the start.
    package static let general = LedgerRecord(
        id: .general, name: "General Ledger", metaData: .empty, createdAt: .zero)
}
