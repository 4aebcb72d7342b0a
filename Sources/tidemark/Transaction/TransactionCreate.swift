import ArgumentParser
import Messages
import TidemarkClient

/// `tidemark transaction create`
struct TransactionCreate: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Move money, hold it, or schedule either.",
        discussion: """
            @world is the outside of the ledger: money comes from there and goes there. Balances \
            that an indicator names are created where they are missing.

            The same --reference with the same content is applied once, however often it is sent; \
            without one a new reference is made.

            Examples:
              tidemark transaction create 9.50 USD --from @world --to @a --precision 100
              tidemark transaction create 5.00 USD --from @alice --to @bob --reference r-17
              tidemark transaction create 8 USD --from @a --to @b=60% --to @c=2 --to @d=left
              tidemark transaction create 20.00 USD --from @a --to @b --hold --expires-in 2d
              tidemark transaction create 9 USD --from @a --to @b --at 2027-01-01T00:00:00Z
            """)

    @Argument(help: "How much, in major units such as 100.50; see --minor-units.")
    var amount: String

    @Argument(help: "The currency, such as USD.")
    var currency: String

    @OptionGroup var ends: EndArguments
    @OptionGroup var units: UnitArguments
    @OptionGroup var rounding: RoundingArgument

    @Flag(help: "Hold the money: commit or void it later.")
    var hold = false

    @OptionGroup var holdTimes: HoldTimeArguments

    @Option(
        name: .customLong("at"),
        help: ArgumentHelp("When to run it; its funds are checked then.", valueName: "time"),
        transform: TimeArgument.parse)
    var scheduledFor: TimeArgument?

    @OptionGroup var overdraft: OverdraftArguments

    @Option(
        help: ArgumentHelp("When it counts, 2026-03-01T12:00:00Z.", valueName: "time"),
        transform: TimeArgument.parse)
    var effectiveAt: TimeArgument?

    @Option(
        name: .customLong("ledger"),
        help: ArgumentHelp("The ledger of balances that it creates.", valueName: "id"))
    var ledger: String?

    @Flag(help: "Refuse instead of creating balances.")
    var requireExistingBalances = false

    @Option(help: ArgumentHelp("The id to give it, txn_ and a UUID.", valueName: "id"))
    var id: String?

    @OptionGroup var write: WriteArguments
    @OptionGroup var connection: ConnectionArguments

    func validate() throws {
        guard hold || !holdTimes.isGiven else {
            throw ValidationError("--expires-at, --expires-in and --commit-at go with --hold")
        }
        guard !(holdTimes.isRelative && write.reference != nil) else {
            throw ValidationError(
                "with --reference give --expires-at: sent again, it has to be the same time")
        }
    }

    func run(_ session: Session) async throws {
        let request = try await request(session)
        let write = MoneyWrite(
            reference: request.reference, money: Money(currency, multiplier: request.precision),
            names: ends.names, server: connection.address, isRepeatable: !holdTimes.isRelative)
        let reply = try await write.send { () throws(RPCError) in
            try await session.client.transactions.createTransaction(
                request, timeout: session.timeout)
        }
        let balances = Table(columns: Table<V1.Balance>.Column.ofBalances, rows: reply.balances)
        try session.show(reply, (reply.transaction ?? .init()).layouts + [balances])
        session.sayHow(replayed: reply.replayed, dryRun: request.dryRun)
    }

    private func request(_ session: Session) async throws -> V1.CreateTransactionRequest {
        var request = V1.CreateTransactionRequest(
            transactionID: id ?? "", reference: write.reference ?? Reference.make(),
            currency: currency, description: write.description ?? "",
            allowOverdraft: overdraft.allowOverdraft, inflight: hold,
            inflightExpiresAt: holdTimes.expiry(), inflightCommitAt: holdTimes.commitAt?.time,
            scheduledFor: scheduledFor?.time, effectiveAt: effectiveAt?.time,
            metaData: write.facts.metaData ?? "", dryRun: write.dryRun,
            expectedVersions: write.expectVersion.map(\.message), ledgerID: ledger ?? "",
            requireExistingBalances: requireExistingBalances)
        let units = try await units.units(in: currency) { try await known(session) }
        request.setAmount(amount, units, rounding)
        request.setEnds(ends, units)
        request.overdraftLimit = try overdraft.limit(units)
        return request
    }

    /// Its balances, where they are there already: they know their units.
    private func known(_ session: Session) async throws -> [V1.Balance] {
        var found: [V1.Balance] = []
        for end in ends.identifiers {
            let reference = try BalanceReference(end, currency: currency)
            guard let balance = try await session.balanceIfAny(reference) else { continue }
            found.append(balance)
            // One that knows is enough.
            if balance.currencyMultiplier > 0 { break }
        }
        return found
    }
}
