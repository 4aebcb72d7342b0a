package import Ledger

/// What a balance that tracks its lineage keeps, each kind in the order of its numbers.
package struct LineageRows: Equatable, Sendable {
    package var head = LineageHead()
    package var providers: [Provider] = []
    package var deposits: [Deposit] = []

    package init() {}
}

extension DictionaryBook {
    package func lineageHead(of balance: BalanceID) -> LineageHead? { lineages[balance]?.head }

    package mutating func save(_ head: LineageHead, of balance: BalanceID) {
        precondition(balances[balance] != nil, "\(balance) was never inserted")
        lineages[balance, default: LineageRows()].head = head
    }

    package func provider(_ number: UInt64, of balance: BalanceID) -> Provider? {
        lineages[balance]?.providers.first { $0.number == number }
    }

    package func provider(named name: String, of balance: BalanceID) -> Provider? {
        lineages[balance]?.providers.first { $0.name.utf8.elementsEqual(name.utf8) }
    }

    package mutating func save(_ provider: Provider) {
        var rows = lineages[provider.balanceID] ?? LineageRows()
        if let position = rows.providers.firstIndex(where: { $0.number == provider.number }) {
            rows.providers[position] = provider
        } else {
            precondition(provider.number == rows.providers.count + 1, "providers have no gaps")
            rows.providers.append(provider)
        }
        lineages[provider.balanceID] = rows
    }

    package func deposit(_ number: UInt64, of balance: BalanceID) -> Deposit? {
        lineages[balance]?.deposits.first { $0.number == number }
    }

    package mutating func save(_ deposit: Deposit) {
        var rows = lineages[deposit.balanceID] ?? LineageRows()
        if let position = rows.deposits.firstIndex(where: { $0.number == deposit.number }) {
            rows.deposits[position] = deposit
        } else {
            precondition(deposit.number == rows.deposits.count + 1, "deposits have no gaps")
            rows.deposits.append(deposit)
        }
        lineages[deposit.balanceID] = rows
    }

    package func lineage(of transaction: TransactionID) -> TransactionLineage? {
        transactionLineages[transaction]
    }

    package mutating func save(_ lineage: TransactionLineage, of transaction: TransactionID) {
        precondition(transactions[transaction] != nil, "\(transaction) was never inserted")
        transactionLineages[transaction] = lineage
    }
}
