import LMDB
import Ledger

extension StoreView {
    /// Derives the lineage of all funds anew, and compares.
    func verifyLineage(_ verifier: inout Verifier) throws(StoreError) {
        var tracked: [BalanceID: LineageStrategy] = [:]
        try eachBalance(&verifier) { balance, _ in tracked[balance.id] = balance.allocation }
        var replay = LineageReplay(tracked)
        var expected: [TransactionID: Transaction] = [:]
        if !tracked.isEmpty { expected = try follow(&replay, &verifier) }
        try compareHeads(replay, &verifier)
        try compareDeposits(replay, &verifier)
        try compareProviders(replay, &verifier)
        try compareNames(&verifier)
        try compareAllocations(replay, expected, &verifier)
    }

    /// How many rows are walked for the lineages.
    func lineageRowCount() throws(StoreError) -> Int {
        var count = try rowCount(tables.allocations) + rowCount(tables.balances)
        if try rowCount(tables.lineages) > 0 { count += try rowCount(tables.entries) }
        for table in [tables.lineages, tables.deposits, tables.providers, tables.providerNames] {
            count += try rowCount(table)
        }
        return count
    }

    /// Follows all entries that settle money on balances that track it; answers with the
    /// transactions whose lineage has to be kept.
    private func follow(
        _ replay: inout LineageReplay, _ verifier: inout Verifier
    ) throws(StoreError) -> [TransactionID: Transaction] {
        var kept: [TransactionID: Transaction] = [:]
        try eachEntry(&verifier) { (entry, verifier) throws(StoreError) in
            guard entry.movement == .settle || entry.movement == .commit,
                replay.tracks(entry.balanceID)
            else { return }
            let made: Transaction? = try intact(tables.transactions, .id(entry.transactionID))
            guard let made else {
                verifier.miss(.transactions, .id(entry.transactionID), sequence: entry.sequence)
                return
            }
            kept[made.id] = made
            var parent: Transaction?
            if let id = made.parentID {
                parent = try intact(tables.transactions, .id(id))
                kept[id] = parent
                if parent == nil { verifier.miss(.transactions, .id(id)) }
            }
            let key = Key.id(made.id)
            guard let lineage: TransactionLineage = try intact(tables.allocations, key) else {
                verifier.miss(.allocations, key, sequence: entry.sequence)
                return
            }
            let parts = entry.side == .debit ? lineage.allocations : lineage.deposits
            var original: (TransactionID, TransactionLineage)?
            if made.kind == .refund, let parent {
                original = (parent.id, try lineageBefore(made, of: parent))
            }
            let step = LineageReplay.Step(
                entry: entry, parts: parts.filter { $0.balanceID == entry.balanceID },
                original: original)
            if let problem = replay.follow(step) {
                verifier.find(.allocations, key, sequence: entry.sequence, problem)
            }
        }
        return kept
    }

    /// What a transaction had brought and taken before one of its children was made: of a hold,
    /// what its commits had.
    private func lineageBefore(
        _ child: Transaction?, of parent: Transaction
    ) throws(StoreError) -> TransactionLineage {
        guard parent.kind == .hold else {
            return try intact(tables.allocations, .id(parent.id)) ?? TransactionLineage()
        }
        var lineage = TransactionLineage()
        for commit in try children(of: parent) where commit.kind == .commit {
            let start = commit.movement?.firstEntry ?? 0
            if let child, start > child.movement?.firstEntry ?? 0 { break }
            let part: TransactionLineage? = try intact(tables.allocations, .id(commit.id))
            lineage.deposits += part?.deposits ?? []
            lineage.allocations += part?.allocations ?? []
        }
        return lineage
    }
}

// MARK: - Comparing

extension StoreView {
    private func compareHeads(
        _ replay: LineageReplay, _ verifier: inout Verifier
    ) throws(StoreError) {
        try each(LineageHead.self, of: tables.lineages, &verifier) { key, head, verifier in
            guard let account = BalanceID(key).flatMap({ replay.accounts[$0] }), account.isKept
            else {
                verifier.find(.lineages, key, "the balance tracks no funds")
                return
            }
            let open = account.deposits.indices.filter { account.deposits[$0].left > 0 }
            let isWithin = open.allSatisfy {
                head.firstOpen <= UInt64($0) + 1 && UInt64($0) + 1 <= head.lastOpen
            }
            if head.depositCount != account.deposits.count
                || head.providerCount != account.providers.count
                || head.deficit.minorUnits != account.deficit || !isWithin
            {
                verifier.find(.lineages, key, "it does not bound the deposits of the balance")
            }
        }
        for (id, account) in replay.accounts where account.isKept {
            if try !contains(tables.lineages, .id(id)) { verifier.miss(.lineages, .id(id)) }
        }
    }

    private func compareDeposits(
        _ replay: LineageReplay, _ verifier: inout Verifier
    ) throws(StoreError) {
        try each(Deposit.self, of: tables.deposits, &verifier) { key, deposit, verifier in
            let all = replay.accounts[deposit.balanceID]?.deposits ?? []
            guard deposit.number > 0, deposit.number <= UInt64(all.count) else {
                verifier.find(.deposits, key, "no transaction brought it")
                return
            }
            let expected = all[Int(deposit.number) - 1]
            if deposit.provider != expected.provider
                || deposit.transactionID != expected.transactionID
                || deposit.left.minorUnits != expected.left
            {
                verifier.find(.deposits, key, "it is not what the transactions left of it")
            }
        }
        for (id, account) in replay.accounts {
            for place in account.deposits.indices {
                let key = Key.numbered(id, UInt64(place) + 1)
                if try !contains(tables.deposits, key) {
                    verifier.miss(.deposits, key)
                }
            }
        }
    }

    private func compareProviders(
        _ replay: LineageReplay, _ verifier: inout Verifier
    ) throws(StoreError) {
        try each(Provider.self, of: tables.providers, &verifier) {
            (key, provider, verifier) throws(StoreError) in
            let all = replay.accounts[provider.balanceID]?.providers ?? []
            guard provider.number > 0, provider.number <= UInt64(all.count) else {
                verifier.find(.providers, key, "no transaction came from it")
                return
            }
            let expected = all[Int(provider.number) - 1]
            if provider.received.minorUnits != expected.received
                || provider.spent.minorUnits != expected.spent
            {
                verifier.find(.providers, key, "its sums are not those of the transactions")
                return
            }
            let name = Key.provider(provider.balanceID, provider.name)
            if try !contains(tables.providerNames, name) {
                verifier.miss(.providerNames, name)
            }
        }
        for (id, account) in replay.accounts {
            for place in account.providers.indices {
                let key = Key.numbered(id, UInt64(place) + 1)
                if try !contains(tables.providers, key) {
                    verifier.miss(.providers, key)
                }
            }
        }
    }

    private func compareNames(_ verifier: inout Verifier) throws(StoreError) {
        try each(ProviderNumber.self, of: tables.providerNames, &verifier) {
            (key, found, verifier) throws(StoreError) in
            var provider: Provider?
            if key.bytes.count >= 16 {
                let balance = BalanceID(bits: key.bytes.span.number(at: 0))
                provider = try intact(tables.providers, .numbered(balance, found.number))
            }
            if provider.map({ Key.provider($0.balanceID, $0.name).bytes }) != key.bytes {
                verifier.find(.providerNames, key, "it does not lead to the provider of the name")
            }
        }
    }

    private func compareAllocations(
        _ replay: LineageReplay, _ expected: [TransactionID: Transaction],
        _ verifier: inout Verifier
    ) throws(StoreError) {
        try each(TransactionLineage.self, of: tables.allocations, &verifier) {
            (key, lineage, verifier) throws(StoreError) in
            guard let made = TransactionID(key).flatMap({ expected[$0] }) else {
                verifier.find(.allocations, key, "no such transaction moved tracked funds")
                return
            }
            let whole = made.kind == .hold ? try lineageBefore(nil, of: made) : lineage
            if whole.returning(replay, made.id) != lineage {
                verifier.find(
                    .allocations, key, sequence: made.sequence,
                    "it is not what the transaction brought and took")
            }
        }
        for made in expected.values where made.kind == .hold {
            if try !contains(tables.allocations, .id(made.id)) {
                verifier.miss(.allocations, .id(made.id))
            }
        }
    }
}

extension TransactionLineage {
    /// The same parts with what was given back of them by a replay.
    fileprivate func returning(_ replay: LineageReplay, _ id: TransactionID) -> Self {
        var lineage = self
        lineage.deposits.setReturned {
            replay.returned[.init(transactionID: id, balanceID: $0)]?.deposits
        }
        lineage.allocations.setReturned {
            replay.returned[.init(transactionID: id, balanceID: $0)]?.allocations
        }
        return lineage
    }
}

extension [TransactionLineage.Part] {
    fileprivate mutating func setReturned(_ counts: (BalanceID) -> [Int128]?) {
        var places: [BalanceID: Int] = [:]
        for index in indices {
            let id = self[index].balanceID
            let place = places[id, default: 0]
            places[id] = place + 1
            let known = counts(id) ?? []
            self[index].returned = Amount(place < known.count ? known[place] : 0)
        }
    }
}
