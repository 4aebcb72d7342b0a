extension Book where Self: ~Copyable {
    mutating func create(_ command: CreateLedger, _ commit: inout Commit) throws(Failure) -> Outcome
    {
        if let id = command.id, let present = try ledger(id) {
            guard present.request == command else {
                return .rejected(.duplicateID(field: "ledger_id", id))
            }
            return .replayed(.ledger(present), sequence: commit.stamp.sequence - 1)
        }

        // From here on it must succeed.
        let record = LedgerRecord(
            id: command.id ?? commit.identifiers.make(), name: command.name,
            metaData: command.metaData,
            createdAt: commit.time, request: command.id == nil ? nil : command)
        try save(record)
        try emit(.ledgerCreated(record), &commit)
        return .applied(.ledger(record))
    }

    mutating func update(_ command: UpdateLedger, _ commit: inout Commit) throws(Failure) -> Outcome
    {
        guard var record = try ledger(command.id) else {
            return .rejected(.ledgerNotFound(command.id))
        }
        if let expected = command.expectedVersion, expected != record.version {
            return .rejected(
                .versionMismatch(
                    field: "expected_version", expected: expected, actual: record.version))
        }
        guard let metaData = command.metaData.applied(to: record.metaData) else {
            return .rejected(.metaDataTooLarge)
        }

        // From here on it must succeed.
        record.name = command.name.applied(to: record.name)
        record.metaData = metaData
        record.updatedAt = commit.time
        record.version += 1
        try save(record)
        try emit(.ledgerUpdated(record), &commit)
        return .applied(.ledger(record))
    }
}
