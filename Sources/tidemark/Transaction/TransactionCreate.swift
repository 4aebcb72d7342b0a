import ArgumentParser
import Messages
import TTRPC
import TidemarkClient

/// `tidemark transaction create`
struct TransactionCreate: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Move money.",
        discussion: """
            @world is the outside of the ledger: money comes from there and goes there. Balances \
            that an indicator names are created where they are missing.

            The same --reference with the same content is applied once, however often it is sent; \
            without one a new reference is made.

            Examples:
              tidemark transaction create 9.50 USD --from @world --to @a --precision 100
              tidemark transaction create 5.00 USD --from @alice --to @bob --reference r-17
            """)

    @Argument(help: "How much, in major units such as 100.50; see --minor-units.")
    var amount: String

    @Argument(help: "The currency, such as USD.")
    var currency: String

    @Option(
        name: .customLong("from"),
        help: ArgumentHelp("Where it comes from: an id or an indicator.", valueName: "balance"))
    var source: String

    @Option(
        name: .customLong("to"),
        help: ArgumentHelp("Where it goes to: an id or an indicator.", valueName: "balance"))
    var destination: String

    @OptionGroup var units: UnitArguments

    @Option(help: ArgumentHelp("Your key for it, unique for ever.", valueName: "text"))
    var reference: String?

    @Option(help: ArgumentHelp("Text for people.", valueName: "text"))
    var description: String?

    @Flag(help: "Let the source go below zero.")
    var allowOverdraft = false

    @Option(help: ArgumentHelp("How far below zero. Default: without limit.", valueName: "amount"))
    var overdraftLimit: String?

    @Option(help: ArgumentHelp("When it counts, 2026-03-01T12:00:00Z.", valueName: "time"))
    var effectiveAt: TimeArgument?

    @Option(
        help: ArgumentHelp(
            "Refuse unless this balance has this version; may be repeated.",
            valueName: "id=version"))
    var expectVersion: [VersionExpectation] = []

    @Option(
        name: .customLong("ledger"),
        help: ArgumentHelp("The ledger of balances that it creates.", valueName: "id"))
    var ledger: String?

    @Flag(help: "Refuse instead of creating balances.")
    var requireExistingBalances = false

    @Option(help: ArgumentHelp("The id to give it, txn_ and a UUID.", valueName: "id"))
    var id: String?

    @OptionGroup var facts: MetaDataArgument
    @OptionGroup var connection: ConnectionArguments

    func validate() throws {
        guard allowOverdraft || overdraftLimit == nil else {
            throw ValidationError("--overdraft-limit goes with --allow-overdraft")
        }
    }

    func run(_ session: Session) async throws {
        let request = try await request(session)
        let reply: V1.CreateTransactionResponse
        do throws(RPCError) {
            reply = try await session.client.transactions.createTransaction(
                request, timeout: session.timeout)
        } catch {
            throw failure(error, request)
        }
        let transaction = reply.transaction ?? .init()
        try session.show(
            reply, transaction.headline, transaction.card,
            Table(columns: Table<V1.Balance>.Column.ofBalances, rows: reply.balances))
        if reply.replayed { session.say("it had been applied before; nothing was moved again") }
    }

    /// What the server said, in the units of the command, and how to go on.
    private func failure(_ error: RPCError, _ request: V1.CreateTransactionRequest) -> Failure {
        var failure = Failure(error, server: connection.address)
        if error.mayHaveBeenApplied {
            // Whatever became of it, sending it again by its reference is safe.
            failure.advice.append("the same command with --reference \(request.reference)")
        }
        if error.reason == "INSUFFICIENT_FUNDS", let available = error.metadata["available"],
            let needed = error.metadata["requested"]
        {
            let money = Money(currency, multiplier: request.precision)
            failure.message =
                "\(source) has \(money.text(available)) available, "
                + "\(money.text(needed)) is needed"
        }
        return failure
    }

    private func request(_ session: Session) async throws -> V1.CreateTransactionRequest {
        var request = V1.CreateTransactionRequest(
            transactionID: id ?? "", reference: reference ?? Reference.make(), currency: currency,
            source: source, destination: destination, description: description ?? "",
            allowOverdraft: allowOverdraft, effectiveAt: effectiveAt?.time,
            metaData: facts.metaData ?? "", expectedVersions: expectVersion.map(\.message),
            ledgerID: ledger ?? "", requireExistingBalances: requireExistingBalances)
        let units = try await units.units(in: currency) { try await ends(session) }
        switch units {
        case .minor: request.preciseAmount = amount
        case .major(let precision):
            request.amount = amount
            request.precision = precision
        }
        request.overdraftLimit = try overdraftLimit.map(units.minorUnits) ?? ""
        return request
    }

    /// Its two balances, where they are there already: they know their units.
    private func ends(_ session: Session) async throws -> [V1.Balance] {
        var found: [V1.Balance] = []
        for end in [source, destination] {
            let reference = try BalanceReference(end, currency: currency)
            if let balance = try await session.balanceIfAny(reference) { found.append(balance) }
        }
        return found
    }
}

extension RPCError {
    /// Whether nobody knows if the server did it.
    fileprivate var mayHaveBeenApplied: Bool {
        code == .unavailable || code == .deadlineExceeded || code == .cancelled
    }
}
