import Ledger

extension Auditor {
    /// What all providers have left, less what was spent beyond them, is what a balance has; nobody
    /// spends another's money.
    func auditLineage() {
        for balance in book.balances.values {
            guard let strategy = balance.allocation else {
                expect(book.lineages[balance.id] == nil, "\(balance.id) tracks its lineage")
                continue
            }
            let rows = book.lineages[balance.id] ?? LineageRows()
            let own = balance.sums.balance.minorUnits
            let left = rows.providers.reduce(0) { $0 + $1.available.minorUnits }
            expect(left == max(own, 0), "the providers of \(balance.id) have \(left) of \(own)")
            expect(
                rows.head.deficit.minorUnits == max(-own, 0),
                "\(balance.id) owes its providers \(rows.head.deficit) at \(own)")
            expect(
                rows.head.providerCount == rows.providers.count
                    && rows.head.depositCount == rows.deposits.count,
                "\(balance.id) miscounts its lineage")
            for provider in rows.providers {
                expect(
                    provider.spent >= .zero && provider.available >= .zero,
                    "\(provider.name) has spent \(provider.spent) of \(provider.received)")
            }
            auditDeposits(of: rows, strategy)
        }
        for (id, lineage) in book.transactionLineages { audit(lineage, of: id) }
    }

    /// What is left of deposits is what their providers have, and lies within the bounds.
    private func auditDeposits(of rows: LineageRows, _ strategy: LineageStrategy) {
        var left: [UInt64: Int128] = [:]
        for deposit in rows.deposits {
            let rest = deposit.left.minorUnits
            expect(rest >= 0, "deposit \(deposit.number) has \(rest) left")
            expect(
                book.transactions[deposit.transactionID] != nil,
                "deposit \(deposit.number) comes from nowhere")
            left[deposit.provider, default: 0] += rest
            expect(
                rest == 0
                    || (rows.head.firstOpen...max(rows.head.firstOpen, rows.head.lastOpen))
                        .contains(deposit.number),
                "deposit \(deposit.number) is out of sight")
        }
        for provider in rows.providers {
            let expected = strategy == .proportional ? 0 : provider.available.minorUnits
            expect(
                left[provider.number] ?? 0 == expected,
                "the deposits of \(provider.name) have other money left than it has")
        }
    }

    /// A transaction allocates no more of a balance than it takes, and brings no more than it gives.
    private func audit(_ lineage: TransactionLineage, of id: TransactionID) {
        guard let transaction = book.transactions[id] else {
            expect(false, "\(id) has a lineage and does not exist")
            return
        }
        let progress = book.progress[id] ?? transaction.initialProgress
        for (parts, side) in [
            (lineage.allocations, Sums.Side.debit), (lineage.deposits, Sums.Side.credit),
        ] {
            var totals: [BalanceID: Int128] = [:]
            for part in parts {
                expect(part.amount.isPositive, "\(id) has a part of \(part.amount)")
                expect(
                    part.returned >= .zero && part.returned <= part.amount,
                    "\(id) had \(part.returned) returned of \(part.amount)")
                totals[part.balanceID, default: 0] += part.amount.minorUnits
            }
            let legs = transaction.movement?.legs(side) ?? []
            let settled = side == .debit ? progress.sources : progress.destinations
            for (id, total) in totals {
                let place = legs.firstIndex { $0.balanceID == id }
                // What a hold has settled is told where it stands now; all else moved at once.
                let most = place.map {
                    transaction.kind == .hold ? settled[$0].settled : legs[$0].amount
                }
                expect(
                    total <= most?.minorUnits ?? 0,
                    "\(transaction.id) traces \(total) of \(String(describing: most)) on \(id)")
            }
        }
    }
}
