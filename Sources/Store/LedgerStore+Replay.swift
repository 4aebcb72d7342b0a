import Ledger

extension LedgerStore {
    /// Opens the journal of a folder and applies whatever LMDB doesn't have yet.
    /// - Parameter commits: whether LMDB gets it; otherwise it is only held open.
    static func replay(
        _ path: String, to writer: inout GroupWriter, _ options: StoreOptions, commits: Bool
    ) throws(StoreError) -> GroupJournal {
        do throws(StoreError) {
            let journal = try GroupJournal(folder: path, options, after: writer.committedRecord) {
                (record, group) throws(StoreError) in
                try writer.replay(record, group)
                if commits, writer.isFull { try bringIn(&writer) }
            }
            if commits { try bringIn(&writer) }
            return journal
        } catch {
            writer.drop()
            throw unusable(path, error)
        }
    }

    private static func bringIn(_ writer: inout GroupWriter) throws(StoreError) {
        guard try writer.commit() else { throw .diskFull }
    }
}
