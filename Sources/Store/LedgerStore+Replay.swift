import Ledger

extension LedgerStore {
    /// Opens the journal of a folder, and brings into LMDB whatever that doesn't have yet.
    static func replay(
        _ path: String, to writer: inout GroupWriter, _ options: StoreOptions
    ) throws(StoreError) -> GroupJournal {
        do throws(StoreError) {
            let journal = try GroupJournal(folder: path, options, after: writer.committedRecord) {
                (record, group) throws(StoreError) in
                try writer.replay(record, group)
                if writer.isFull { try bringIn(&writer) }
            }
            try bringIn(&writer)
            return journal
        } catch {
            writer.drop()
            throw unusable(path, error)
        }
    }

    /// Applies whatever LMDB doesn't have yet, and only holds it open: nothing changes on disk.
    static func look(
        into path: String, by writer: inout GroupWriter, _ options: StoreOptions
    ) throws(StoreError) {
        do throws(StoreError) {
            try GroupJournal.read(folder: path, options, after: writer.committedRecord) {
                (record, group) throws(StoreError) in
                try writer.replay(record, group)
            }
            try writer.flush()
        } catch {
            writer.drop()
            throw unusable(path, error)
        }
    }

    private static func bringIn(_ writer: inout GroupWriter) throws(StoreError) {
        guard try writer.commit() else { throw .diskFull }
    }
}
