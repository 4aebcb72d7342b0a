import LMDB

extension LMDBBook {
    mutating func beginTrial() {
        trial = Trial(state: state, content: content)
    }

    mutating func takeBack() throws(StoreError) {
        guard let trial else { return }
        self.trial = nil
        for (row, value) in trial.former.reversed() {
            let key = Key(bytes: row.key)
            if let value {
                try putBytes(row.database, key, value)
            } else {
                try remove(row.database, key)
            }
        }
        takeBackBalances(of: trial)
        state = trial.state
        content = trial.content
        registered = nil
        forgetKnown()
    }

    mutating func endTrial() {
        trial = nil
    }

    /// Keeps what a key had before it is first written, while a trial runs.
    mutating func remember(
        _ database: Database, _ key: Span<UInt8>, isNew: Bool = false
    ) throws(StoreError) {
        guard trial != nil else { return }
        let row = Trial.Row(database: database, key: key.copied())
        guard trial?.isFirst(row) == true else { return }
        do throws(LMDBError) {
            let value = isNew ? nil : try txn.get(database, key)
            trial?.former.append((row, value))
        } catch { throw .lmdb(error) }
    }
}
