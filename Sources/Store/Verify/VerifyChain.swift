import LMDB
import Ledger

extension StoreView {
    /// Hashes again what each commit appended, and chains it.
    func verifyChain(_ verifier: inout Verifier) throws(StoreError) {
        verifier.begin(.chain, total: try rowCount(tables.commits))
        var expected: UInt64 = 1
        var chain = [UInt8](repeating: 0, count: 32)
        var nextEntry: UInt64 = 1
        var listed = 0
        var eventCount: UInt64 = 0
        try each(CommitRecord.self, of: tables.commits, &verifier) {
            (key, commit, verifier) throws(StoreError) in
            guard commit.sequence <= state.sequence else {
                verifier.find(.commits, key, "the store is at \(state.sequence)")
                return
            }
            if commit.sequence > expected { verifier.miss(.commits, .number(expected)) }
            let content = try content(of: commit, &verifier)
            listed += content.made
            if commit.sequence >= oldestSequence { eventCount &+= commit.eventCount }
            let problem = commit.problem(after: chain, firstEntry: nextEntry, content)
            if let problem, commit.sequence == expected {
                verifier.find(.commits, key, sequence: commit.sequence, problem)
            }
            expected = commit.sequence + 1
            nextEntry = commit.firstEntry &+ commit.entryCount
            chain = commit.chainHash
        }
        guard !verifier.isOver else { return }
        if expected <= state.sequence { verifier.miss(.commits, .number(expected)) }
        if chain != state.chainHash || nextEntry != state.entryCount + 1 {
            verifier.find(.state, .state, sequence: state.sequence, "the chain ends elsewhere")
        }
        if eventCount != state.eventCount {
            verifier.find(
                .state, .state, sequence: state.sequence,
                "it counts \(state.eventCount) events, its commits \(eventCount)")
        }
        if try rowCount(tables.transactions) > listed { try findUnlisted(&verifier) }
    }

    /// What a commit appended, as it is now.
    fileprivate struct Content {
        // Nil where a part of them is missing.
        var transactions: [UInt8]? = []
        var entries: [UInt8]?
        var eventsHash: [UInt8]?
        /// How many transactions it made.
        var made = 0
    }

    private func content(
        of commit: CommitRecord, _ verifier: inout Verifier
    ) throws(StoreError) -> Content {
        var content = Content()
        for id in commit.transactions {
            let key = Key.id(id)
            guard var transaction: Transaction = try intact(tables.transactions, key) else {
                verifier.miss(.transactions, key, sequence: commit.sequence)
                content.transactions = nil
                continue
            }
            if transaction.sequence == commit.sequence { content.made += 1 }
            // One that ran later was kept without what it moved.
            if let movement = transaction.movement, movement.sequence != commit.sequence {
                transaction.movement = nil
            }
            content.transactions?.append(contentsOf: transaction.record(under: key.bytes.span))
        }
        content.entries = try entries(of: commit, &verifier)
        content.eventsHash = try eventsHash(of: commit, &verifier)
        return content
    }

    /// The rows of its entries as they lie there, one after the other; nil where one is missing.
    private func entries(
        of commit: CommitRecord, _ verifier: inout Verifier
    ) throws(StoreError) -> [UInt8]? {
        let end = commit.firstEntry &+ commit.entryCount
        // A damaged commit may say anything.
        guard commit.firstEntry <= end else { return nil }
        var rows: [UInt8]? = []
        var next = commit.firstEntry
        let (lower, upper) = (Key.number(next), Key.number(end))
        try txn.scan(
            tables.entries, from: lower.bytes.span, to: upper.bytes.span
        ) { (key, bytes) throws(StoreError) in
            let row = try intact { () throws(StoreError) in
                try EntryRow(record: bytes.copied(), under: key)
            }
            guard let row else {
                verifier.find(.entries, Key(bytes: key.copied()), "it is damaged")
                rows = nil
                return .stop
            }
            if row.firstNumber > next {
                verifier.miss(.entries, .number(row.firstNumber - 1), sequence: commit.sequence)
                rows = nil
            }
            rows?.append(contentsOf: bytes.copied())
            next = row.number + 1
            return .continue
        }
        guard next < end, rows != nil else { return rows }
        verifier.miss(.entries, .number(end - 1), sequence: commit.sequence)
        return nil
    }

    /// The hash of a commit's events as they are now, or as it was where they were let go; nil
    /// where one is missing.
    private func eventsHash(
        of commit: CommitRecord, _ verifier: inout Verifier
    ) throws(StoreError) -> [UInt8]? {
        guard commit.sequence >= oldestSequence, commit.hasEventRows else {
            return commit.eventsHash
        }
        // No more than there are, whatever a damaged commit says.
        let count = min(commit.eventCount, UInt64(try rowCount(tables.events)) + 2)
        var rows: [UInt8]? = []
        for index in commit.firstEventRow..<UInt32(truncatingIfNeeded: count) {
            let key = Key.event(commit.sequence, index)
            let row: [UInt8]?
            do throws(LMDBError) {
                row = try txn.get(tables.events, key.bytes.span)
            } catch { throw .lmdb(error) }
            if let row {
                rows?.append(contentsOf: row)
            } else {
                verifier.miss(.events, key, sequence: commit.sequence)
                rows = nil
            }
        }
        return rows.map { CommitContent.hash($0) }
    }

    private func findUnlisted(_ verifier: inout Verifier) throws(StoreError) {
        try each(Transaction.self, of: tables.transactions, &verifier) {
            (key, transaction, verifier) throws(StoreError) in
            let commit: CommitRecord? = try intact(
                tables.commits, .number(transaction.sequence))
            if let commit, !commit.transactions.contains(transaction.id) {
                verifier.find(.transactions, key, "no commit made it")
            }
        }
    }
}

extension CommitRecord {
    /// What is wrong with it, given the chain before it and what it appended.
    fileprivate func problem(
        after chain: [UInt8], firstEntry: UInt64, _ content: StoreView.Content
    ) -> String? {
        if firstEntry != self.firstEntry {
            return "its entries begin at \(self.firstEntry), not at \(firstEntry)"
        }
        if let hash = content.eventsHash, hash != eventsHash {
            return "its events are not those that it hashed"
        }
        guard let transactions = content.transactions, let entries = content.entries else {
            return nil
        }
        return link(after: chain, transactions, entries) == chainHash
            ? nil : "its hash does not continue the chain by what it appended"
    }
}
