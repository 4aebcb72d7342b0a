import Ledger

// What the words of a line mean as a command.
extension Scenario {
    /// `balance NAME CURRENCY [called TEXT] [limit N] [ceiling N] [precision N]
    /// [fifo|lifo|proportional]`. The id is given, so that the line can be repeated.
    mutating func createBalance(_ words: inout Words) throws -> Command {
        let name = try words.need("name")
        let id = balances[name] ?? BalanceID(bits: UInt128(0xB0 + balances.count))
        balances[name] = id
        var command = CreateBalance(id: id, currency: try currency(words.need("currency")))
        while !words.isEmpty {
            switch try words.need("option") {
            case "called": command.indicator = try indicator(words.need("indicator"))
            case "limit": command.overdraftLimit = Amount(try words.number("limit"))
            case "ceiling": command.creditLimit = Amount(try words.number("ceiling"))
            case "precision": command.multiplier = try words.number("precision")
            case "fifo": command.allocation = .firstInFirstOut
            case "lifo": command.allocation = .lastInFirstOut
            case "proportional": command.allocation = .proportional
            case let other: throw Misfit("a balance has no \(other)")
            }
        }
        return .createBalance(command)
    }

    /// `set NAME [open|frozen|closed] [limit N] [ceiling N] [version N]`
    func updateBalance(_ words: inout Words) throws -> Command {
        var command = UpdateBalance(id: try balance(words.need("name")))
        while !words.isEmpty {
            switch try words.need("option") {
            case "open": command.status = .set(.open)
            case "frozen": command.status = .set(.frozen)
            case "closed": command.status = .set(.closed)
            case "limit": command.overdraftLimit = .set(Amount(try words.number("limit")))
            case "ceiling": command.creditLimit = .set(Amount(try words.number("ceiling")))
            case "version": command.expectedVersion = try words.number("version")
            case let other: throw Misfit("a balance has no \(other)")
            }
        }
        return .updateBalance(command)
    }

    /// `send REFERENCE SOURCE… -> DESTINATION… AMOUNT[@PRECISION] [CURRENCY] [overdraft N|any]
    /// [expect NAME VERSION] [existing] [on TIME] [expires TIME] [commits TIME] [by PROVIDER]`; in
    /// USD, if nothing else is said. An end is a name, or several with their shares: `A:60% B:500 C:left`. `hold`
    /// in place of `send` holds the money.
    func createTransaction(_ words: inout Words, isHold: Bool = false) throws -> Command {
        let reference = try reference(&words)
        let sources = try shares(&words)
        try expect(words.take("->"), "lacks an arrow")
        let destinations = try shares(&words)
        let (amount, precision) = try amount(words.need("amount"))
        var command = CreateTransaction(
            reference: reference,
            order: TransactionOrder(
                currency: try currency("USD"), amount: amount, precision: precision,
                sources: sources, destinations: destinations, hold: isHold ? HoldTerms() : nil))
        while !words.isEmpty {
            switch try words.need("option") {
            case "overdraft":
                command.order.overdraft =
                    words.take("any") ? .unlimited : .upTo(Amount(try words.number("overdraft")))
            case "expect":
                let id = try balance(words.need("name"))
                command.expectedVersions.append(
                    .init(balanceID: id, version: try words.number("version")))
            case "existing": command.order.requiresExistingBalances = true
            case "on": command.order.scheduledFor = try time(words.need("time"))
            case "expires": command.order.hold?.expiresAt = try time(words.need("time"))
            case "commits": command.order.hold?.commitAt = try time(words.need("time"))
            case "by": command.order.metaData = try provider(&words)
            case let other: command.order.currency = try currency(other)
            }
        }
        return .createTransaction(command)
    }
}
