import Ledger

/// Checks a whole state against what must hold in every state, each invariant written once.
///
/// It knows none of the rules: it only adds up, follows pointers and counts. What it finds are
/// sentences for the reader of a failed test; a sound state has none.
package final class Auditor {
    let book: DictionaryBook
    private let entries: [Entry]
    /// The entries of each balance, oldest first.
    let chains: [BalanceID: [Entry]]
    private(set) var findings: [String] = []

    /// What is wrong with a state; nothing, if all is well.
    package static func findings(in book: DictionaryBook) -> [String] {
        let auditor = Auditor(book)
        auditor.auditMoney()
        auditor.auditNames()
        auditor.auditEntries()
        auditor.auditTransactions()
        auditor.auditLimits()
        auditor.auditProgress()
        auditor.auditHolds()
        auditor.auditDues()
        auditor.auditLineage()
        auditor.auditMonitors()
        auditor.auditEvents()
        return auditor.findings
    }

    private init(_ book: DictionaryBook) {
        self.book = book
        entries = book.entries
        chains = Dictionary(grouping: book.entries, by: \.balanceID)
    }

    func entry(_ number: UInt64) -> Entry? {
        number >= 1 && number <= entries.count ? entries[Int(number) - 1] : nil
    }

    func expect(_ holds: Bool, _ finding: @autoclosure () -> String) {
        if !holds { findings.append(finding()) }
    }
}

// MARK: - Money

extension Auditor {
    /// What one side gave, the other got: in each currency, settled and in flight.
    private func auditMoney() {
        struct Totals {
            var credit: Int128 = 0
            var debit: Int128 = 0
            var balance: Int128 = 0
            var inflight: Int128 = 0
        }
        var totals: [Currency: Totals] = [:]
        for balance in book.balances.values {
            let sums = balance.sums
            for pool in [sums.credit, sums.debit, sums.inflightCredit, sums.inflightDebit] {
                expect(pool >= .zero, "\(balance.id) has a sum below zero: \(pool)")
            }
            // Sums over all balances may leave 128 bits where no balance does: equal is equal modulo
            // 2^128 as well.
            var sum = totals[balance.currency] ?? Totals()
            sum.credit &+= sums.credit.minorUnits
            sum.debit &+= sums.debit.minorUnits
            sum.balance &+= sums.balance.minorUnits
            sum.inflight &+= sums.inflightBalance.minorUnits
            totals[balance.currency] = sum
        }
        for (currency, sum) in totals {
            expect(sum.credit == sum.debit, "\(currency): \(sum.credit) in, \(sum.debit) out")
            expect(sum.balance == 0, "\(currency): the balances add up to \(sum.balance)")
            expect(sum.inflight == 0, "\(currency): in flight adds up to \(sum.inflight)")
        }
    }

    /// No balance ever stood below the lowest floor that anybody granted it.
    private func auditLimits() {
        var granted: [BalanceID: Amount] = [:]
        var unlimited: Set<BalanceID> = []
        for event in book.events {
            switch event.content {
            case .balanceCreated(let view), .balanceUpdated(let view):
                let id = view.balance.id
                granted[id] = max(granted[id] ?? .zero, view.balance.overdraftLimit ?? .zero)
            default: break
            }
        }
        for transaction in book.transactions.values {
            for leg in transaction.movement?.sources ?? [] {
                switch transaction.order.overdraft {
                case .ofBalance: break
                case .upTo(let limit):
                    granted[leg.balanceID] = max(granted[leg.balanceID] ?? .zero, limit)
                case .unlimited: unlimited.insert(leg.balanceID)
                }
            }
        }
        for entry in book.entries where !unlimited.contains(entry.balanceID) {
            guard book.balances[entry.balanceID]?.isWorld == false else { continue }
            let floor = -(granted[entry.balanceID] ?? .zero).minorUnits
            expect(
                entry.after.available.minorUnits >= floor,
                "entry \(entry.number) left \(entry.balanceID) below its floor of \(floor)")
        }
    }
}

// MARK: - Names

extension Auditor {
    /// Indicator and currency find the balance that bears them, and nothing else does.
    private func auditNames() {
        expect(book.balances.count == book.profiles.count, "a balance lacks a half")
        var named = 0
        for (id, profile) in book.profiles {
            guard let balance = book.balances[id] else {
                expect(false, "\(id) has a profile only")
                continue
            }
            expect(book.ledgers[profile.ledgerID] != nil, "\(id) lies in no ledger")
            expect(balance.isWorld == (profile.indicator == .world), "\(id): who is the world?")
            guard let indicator = profile.indicator else { continue }
            named += 1
            expect(
                book.names[.init(indicator, balance.currency)] == id,
                "\(indicator) in \(balance.currency) does not lead to \(id)")
        }
        expect(named == book.names.count, "\(book.names.count) names for \(named) balances")
    }
}
