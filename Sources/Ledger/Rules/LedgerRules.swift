extension Book where Self: ~Copyable {
    mutating func create(_ command: CreateLedger, _ stamp: Stamp) throws(Failure) -> Outcome {
        if let id = command.id, let present = try ledger(id) {
            guard present.request == command else {
                return .rejected(.duplicateID(field: "ledger_id", id))
            }
            return .replayed(.ledger(present), sequence: stamp.sequence - 1)
        }

        // From here on it must succeed.
        var identifiers = IdentifierSource(stamp)
        var events = EventNumbering(stamp)
        let record = LedgerRecord(
            id: command.id ?? identifiers.make(), name: command.name, metaData: command.metaData,
            createdAt: stamp.time, request: command.id == nil ? nil : command)
        try save(record)
        try append(events.number(.ledgerCreated(record)))
        return .applied(.ledger(record))
    }

    mutating func update(_ command: UpdateLedger, _ stamp: Stamp) throws(Failure) -> Outcome {
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
        record.updatedAt = stamp.time
        record.version += 1
        var events = EventNumbering(stamp)
        try save(record)
        try append(events.number(.ledgerUpdated(record)))
        return .applied(.ledger(record))
    }
}
