package import Ledger

extension ModelLedger {
    /// What a state is apart from its ids, times and references: who stands where, and how far each
    /// transaction is that something can still be asked of. Two states that only bear other names
    /// have one signature.
    ///
    /// `renamings` are the ways in which names and currencies may be exchanged, the one that keeps
    /// them included.
    package func signature(_ renamings: [[String: String]]) -> String {
        renamings.map(signature).min() ?? ""
    }

    private func signature(_ renaming: [String: String]) -> String {
        let standings = standings()
        func name(_ id: BalanceID) -> String {
            guard let account = account(id) else { return "?" }
            let words = [account.currency.description, account.indicator?.description ?? "?"]
            return words.map { renaming[$0] ?? $0 }.joined(separator: " ")
        }
        let stands = accounts.map { account in
            let standing = standings[account.id] ?? Standing()
            return "\(name(account.id)) \(standing.credit) \(standing.debit)"
                + " \(standing.inflightCredit) \(standing.inflightDebit)"
        }
        let open = roots.map { deed in
            let legs = (deed.from + deed.to).map { leg in
                "\(name(leg.account)) \(leg.total) \(leg.settled) \(leg.released) \(leg.refunded)"
            }
            return "\(deed.kind) \(deed.status) \(legs.joined(separator: ", "))"
        }
        return (stands.sorted() + open.sorted()).joined(separator: "; ")
    }

    /// The transactions that are no children, one of each that stand alike.
    package var differentRoots: [TransactionID] {
        var seen: Set<String> = []
        return roots.filter { deed in
            let legs = (deed.from + deed.to).map { "\($0)" }
            return seen.insert("\(deed.kind) \(deed.status) \(legs)").inserted
        }.map(\.id)
    }

    private var roots: [Deed] { deeds.filter { $0.child == nil } }
}
