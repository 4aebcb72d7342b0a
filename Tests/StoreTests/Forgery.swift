import Checksum
import Ledger

@testable import Store

/// Rows written by someone who knows the layout and seals them rightly, so that only what they say
/// is wrong.
enum Forgery {
    // MARK: Rows that nobody made

    /// A row like another, under a key that is not there; nil where a table has no other kind.
    static func stranger(to row: BareStore.Row, in table: Table) throws -> BareStore.Row? {
        switch table {
        case .ledgers, .balances, .profiles, .transactions, .progress, .lineages, .allocations,
            .monitors, .ledgerWatches, .webhooks, .backlogs, .subscriptions, .cursors:
            return try renamed(row, in: table)
        case .standing, .lanes, .turns, .deadLetters, .finished, .unfinished:
            return sealed(Key.number(9_999).bytes, after: row, at: row.key.count - 8)
        case .deliveries:
            let delivery = try Delivery(record: row.value, under: row.key.span)
            return made(delivery.with(number: 9_999), .number(9_999))
        case .indicators, .references, .providerNames, .subscriptionNames:
            return sealed(Array("zz".utf8), after: row, at: table == .providerNames ? 16 : 0)
        case .children, .thresholds, .overrides:
            return sealed(Key.id(Self.nobody).bytes, after: row, at: row.key.count - 16)
        case .dues: return sealed([0x77], after: row, at: 7)
        case .expiries, .backdated: return sealed([0x77], after: row, at: 23)
        case .watchlists: return sealed(Key.number(9_999).bytes, after: row, at: 17)
        case .rollUps: return sealed([63], after: row, at: row.key.count - 1)
        case .memories: return sealed(Key.id(Self.nobody).bytes, after: row, at: 0)
        case .deposits:
            let deposit = try Deposit(record: row.value, under: row.key.span)
            let other = Deposit(
                balanceID: deposit.balanceID, number: 9_999, provider: deposit.provider,
                transactionID: deposit.transactionID, left: deposit.left)
            return made(other, .numbered(other.balanceID, other.number))
        case .providers:
            let provider = try Provider(record: row.value, under: row.key.span)
            let other = Provider(
                balanceID: provider.balanceID, number: 9_999, name: provider.name,
                received: provider.received, spent: provider.spent)
            return made(other, .numbered(other.balanceID, other.number))
        case .commits:
            return sealed(Key.number(9_999).bytes, after: row, at: 0)
        case .entries:
            return made(try EntryRow(record: row.value, under: row.key.span), .number(9_999))
        case .events:
            let event = try Event(record: row.value, under: row.key.span)
            let other = Event(
                sequence: event.sequence, index: 9_999, time: event.time, content: event.content)
            return made(other, .event(other.sequence, other.index))
        case .state, .journal: return nil
        }
    }

    private static let nobody = TransactionID(bits: 0xFA15E)

    /// The row of a thing that goes by another id.
    private static func renamed(_ row: BareStore.Row, in table: Table) throws -> BareStore.Row {
        let key = Key.id(nobody)
        if table == .balances {
            let id = BalanceID(bits: row.key.span.number(at: 0))
            let balance = try BalanceRecord.read(row.value.span, id, under: row.key.span)
            return BareStore.Row(key: key.bytes, value: bytes(of: balance, under: key))
        }
        var value = Array(row.value.dropLast(Checksum.size))
        // Behind the format, where a record says its own id.
        if value.count > 16, Array(value[1..<17]) == row.key {
            value.replaceSubrange(1..<17, with: key.bytes)
        }
        Checksum.seal(&value, under: key.bytes.span)
        return BareStore.Row(key: key.bytes, value: value)
    }

    /// The same row under a key that is another from some place on.
    private static func sealed(
        _ other: [UInt8], after row: BareStore.Row, at place: Int
    ) -> BareStore.Row {
        let isText = place + other.count > row.key.count || other == Array("zz".utf8)
        let rest = isText ? [] : Array(row.key[(place + other.count)...])
        let key = Array(row.key.prefix(place)) + other + rest
        var value = Array(row.value.dropLast(Checksum.size))
        Checksum.seal(&value, under: key.span)
        return BareStore.Row(key: key, value: value)
    }

    private static func made(_ record: some Record, _ key: Key) -> BareStore.Row {
        BareStore.Row(key: key.bytes, value: record.record(under: key.bytes.span))
    }

    private static func bytes(of balance: Balance, under key: Key) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: BalanceRecord.size(balance))
        var span = bytes.mutableSpan
        BalanceRecord.write(balance, under: key.bytes.span, to: &span)
        return bytes
    }
}

// MARK: - Rows that say something else

extension Forgery {
    /// The tables whose rows can be derived from others. What is only words is under the hash of
    /// its commit.
    static let rewritable: [Table] = [
        .commits, .ledgers, .balances, .profiles, .indicators, .transactions, .references,
        .progress, .lineages, .deposits, .providers, .providerNames, .allocations, .entries,
        .watchlists, .rollUps, .ledgerWatches, .subscriptionNames, .cursors,
    ]

    /// The row with something else in it, in a few ways.
    static func variants(of row: BareStore.Row, in table: Table) throws -> [[UInt8]] {
        let key = Key(bytes: row.key)
        func rewrite<Value: Record>(
            _: Value.Type, _ changes: (inout Value) -> Void...
        ) throws -> [[UInt8]] {
            try changes.compactMap { change in
                let former = try Value(record: row.value, under: row.key.span)
                var value = former
                change(&value)
                let record = value.record(under: row.key.span)
                return record == row.value ? nil : record
            }
        }
        switch table {
        case .commits:
            let commit = try CommitRecord(record: row.value, under: row.key.span)
            // A bit of the hashes, with which a commit ends.
            let places = commit.hasEventRows ? [5, 40] : [5]
            let changed = places.map { place in
                var value = Array(row.value.dropLast(Checksum.size))
                value[value.count - place] ^= 1
                Checksum.seal(&value, under: row.key.span)
                return value
            }
            let retold = commit.with(happening: .refunded).record(under: row.key.span)
            return changed + (retold == row.value ? [] : [retold])
        case .ledgers: return try rewrite(LedgerRecord.self, { $0.name += "!" })
        case .balances:
            let id = BalanceID(bits: row.key.span.number(at: 0))
            let balance = try BalanceRecord.read(row.value.span, id, under: key.bytes.span)
            let changes: [(inout Balance) -> Void] = [
                { $0.sums.credit.minorUnits ^= 1 }, { $0.version += 1 },
                { $0.overdraftLimit = Amount(123_456) },
                { $0.status = $0.status == .open ? .frozen : .open },
                { $0.movedAt = Timestamp(nanoseconds: 1) },
            ]
            return changes.map { change in
                var other = balance
                change(&other)
                return bytes(of: other, under: key)
            }
        case .profiles:
            return try rewrite(
                BalanceProfile.self, { $0.identityID += "!" },
                { $0.updatedAt = Timestamp(nanoseconds: 1) })
        case .indicators, .references, .watchlists, .subscriptionNames:
            return [nobody.stored(under: key)]
        case .transactions:
            return try rewrite(Transaction.self, { $0.movement = $0.movement?.doubled })
        case .progress:
            return try rewrite(
                TransactionProgress.self,
                { if !$0.sources.isEmpty { $0.sources[0].settled.minorUnits ^= 1 } },
                { $0.status = $0.status == .applied ? .void : .applied },
                { $0.terms.expiresAt = Timestamp(nanoseconds: 1) })
        case .entries:
            let changes: [(Entry) -> Entry] = [
                { $0.with(amount: Amount($0.amount.minorUnits ^ 1)) }, { $0.with(after: .zero) },
                { $0.with(previous: 9_999) }, { $0.with(jump: 9_999) },
                { $0.with(version: 9_999) }, { $0.with(version: 0) },
            ]
            let entries = try EntryRow(record: row.value, under: row.key.span).entries
            return entries.indices.flatMap { place in
                changes.compactMap { change in
                    var others = entries
                    others[place] = change(entries[place])
                    let record = EntryRow(others).record(under: row.key.span)
                    return record == row.value ? nil : record
                }
            }
        case .lineages:
            return try rewrite(
                LineageHead.self, { $0.deficit.minorUnits ^= 1 }, { $0.depositCount += 1 })
        case .deposits: return try rewrite(Deposit.self, { $0.left.minorUnits ^= 1 })
        case .providers:
            return try rewrite(
                Provider.self, { $0.received.minorUnits ^= 1 }, { $0.spent.minorUnits ^= 1 })
        case .providerNames:
            return try rewrite(ProviderNumber.self, { $0 = ProviderNumber($0.number + 1) })
        case .allocations:
            return try rewrite(
                TransactionLineage.self,
                { if !$0.deposits.isEmpty { $0.deposits[0].returned.minorUnits ^= 1 } },
                { if !$0.allocations.isEmpty { $0.allocations[0].returned.minorUnits ^= 1 } })
        case .cursors: return try rewrite(SubscriptionCursor.self, { $0.acknowledged = 9_999 })
        case .rollUps:
            return try rewrite(
                RollUp.self, { $0.sums.credit.minorUnits ^= 1 }, { $0.monitorCount += 1 },
                { $0.watched.insert(.always) }, { $0.watched.remove(.always) })
        case .ledgerWatches:
            return try rewrite(
                LedgerWatch.self, { $0.ruleCount += 1 }, { $0.watched.insert(.always) },
                { $0.watched.remove(.always) })
        case .state, .journal, .children, .dues, .expiries, .backdated, .monitors, .thresholds,
            .overrides,
            .memories, .events, .webhooks, .standing, .backlogs, .deliveries, .unfinished, .lanes,
            .turns, .deadLetters, .finished, .subscriptions:
            return []
        }
    }
}

extension CommitRecord {
    /// Whose plain event, if it has one, tells something else.
    fileprivate func with(happening: TransactionEvent.Happening) -> CommitRecord {
        CommitRecord(
            sequence: sequence, time: time, firstEntry: firstEntry, entryCount: entryCount,
            eventCount: eventCount,
            plain: plain.map { PlainEvent(happening: happening, entryCount: $0.entryCount) },
            transactions: transactions, eventsHash: eventsHash, chainHash: chainHash)
    }
}

extension Transaction.Movement {
    /// With twice as much on the first leg.
    fileprivate var doubled: Transaction.Movement {
        let leg = sources[0]
        let more = Transaction.Leg(
            balanceID: leg.balanceID, amount: Amount(leg.amount.minorUnits &* 2 &+ 1),
            isNew: leg.isNew)
        return Transaction.Movement(
            sequence: sequence, sources: [more] + sources.dropFirst(), destinations: destinations,
            effectiveAt: effectiveAt, firstEntry: firstEntry, entryCount: entryCount)
    }
}

extension Delivery {
    fileprivate func with(number: UInt64) -> Delivery {
        Delivery(
            number: number, webhookID: webhookID, eventID: eventID, subject: subject, type: type,
            lanes: lanes, createdAt: createdAt)
    }
}

extension Entry {
    fileprivate func with(
        amount: Amount? = nil, after: Sums? = nil, version: UInt64? = nil,
        previous: UInt64? = nil, jump: UInt64? = nil
    ) -> Entry {
        Entry(
            number: number, balanceID: balanceID, transactionID: transactionID,
            sequence: sequence, side: side, movement: movement, amount: amount ?? self.amount,
            after: after ?? self.after, version: version ?? self.version, recordedAt: recordedAt,
            effectiveAt: effectiveAt, previous: previous ?? self.previous,
            jump: jump ?? self.jump)
    }
}
