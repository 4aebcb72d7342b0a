package import Ledger

// What single words mean.
extension Scenario {
    func currency(_ word: String) throws -> Currency {
        guard let currency = Currency(word) else { throw Misfit("has no currency: \(word)") }
        return currency
    }

    func indicator(_ word: String) throws -> Indicator {
        guard let indicator = Indicator(word) else { throw Misfit("has no indicator: \(word)") }
        return indicator
    }

    /// A balance by its name in the table, or by its indicator in USD. `nobody` names none.
    package func balance(_ word: String) throws -> BalanceID {
        if let id = balances[word] { return id }
        if word == "nobody" { return BalanceID(bits: 0xFA15E) }
        guard let id = book.balanceID(try indicator(word), try currency("USD")) else {
            throw Misfit("knows no balance \(word)")
        }
        return id
    }

    func party(_ word: String) throws -> Party {
        if word == "nobody" || balances[word] != nil { return .id(try balance(word)) }
        return .indicator(try indicator(word))
    }

    func monitor(_ words: inout Words) throws -> MonitorID {
        let name = try words.need("name")
        if name == "nothing" { return MonitorID(bits: 0xFA15E) }
        guard let id = monitors[name] else { throw Misfit("knows no monitor \(name)") }
        return id
    }

    /// `150` in minor units, or `1.50@100`.
    func amount(_ word: String) throws -> (Amount, Int64?) {
        let parts = word.split(separator: "@").map(String.init)
        do {
            guard parts.count == 2, let precision = Int64(parts[1]) else {
                return (try AmountText.whole(word), nil)
            }
            return (try AmountText.scaled(parts[0], precision: precision), precision)
        } catch {
            throw Misfit("has no amount: \(word) is \(error)")
        }
    }
}

extension Condition.Field {
    init(word: String) throws {
        switch word {
        case "balance": self = .balance
        case "credit_balance": self = .creditBalance
        case "debit_balance": self = .debitBalance
        case "inflight_balance": self = .inflightBalance
        case "inflight_credit_balance": self = .inflightCreditBalance
        case "inflight_debit_balance": self = .inflightDebitBalance
        case "available_balance": self = .availableBalance
        default: throw Misfit("knows no field \(word)")
        }
    }
}

extension Condition.Comparison {
    init(word: String) throws {
        switch word {
        case ">": self = .greaterThan
        case "<": self = .lessThan
        case "==": self = .equal
        case "!=": self = .notEqual
        case ">=": self = .greaterThanOrEqual
        case "<=": self = .lessThanOrEqual
        default: throw Misfit("knows no operator \(word)")
        }
    }
}

// MARK: - Checks

extension Scenario {
    /// `check NAME [balance N] [credit N] [debit N] [available N] [incoming N] [outgoing N]
    /// [version N] [precision N]`; what is on its way in and out are the open holds.
    func check(_ words: inout Words) throws {
        let name = try words.need("name")
        guard let balance = book.balances[try balance(name)] else {
            throw Misfit("finds no \(name)")
        }
        while !words.isEmpty {
            let what = try words.need("figure")
            let real: String =
                switch what {
                case "balance": "\(balance.sums.balance)"
                case "credit": "\(balance.sums.credit)"
                case "debit": "\(balance.sums.debit)"
                case "incoming": "\(balance.sums.inflightCredit)"
                case "outgoing": "\(balance.sums.inflightDebit)"
                case "available": "\(balance.sums.available)"
                case "version": "\(balance.version)"
                case "precision": balance.multiplier.map(String.init) ?? "none"
                default: throw Misfit("checks no \(what)")
                }
            let told = try words.need(what)
            try expect(real == told, "finds \(what) \(real)")
        }
    }
}
