import ArgumentParser
import Messages
import TidemarkClient

/// What a command needs to know of the transaction that it settles, releases, changes or refunds,
/// before it does so.
struct ChildWrite {
    let parent: V1.Transaction
    let reference: String
    private let server: String

    init(
        _ target: TransactionArguments, _ arguments: WriteArguments, _ session: Session,
        server: String,
        reference make: (_ parent: V1.Transaction) -> String = { _ in Reference.make() }
    ) async throws {
        let parent = try await session.transaction(target)
        self.parent = parent
        reference = arguments.reference ?? make(parent)
        self.server = server
    }

    /// The units of the command: those that it names, or else the transaction's.
    func units(_ arguments: UnitArguments) async throws -> Units {
        try await arguments.units(in: parent.currency) {
            [V1.Balance(currencyMultiplier: parent.precision)]
        }
    }

    /// How the call is made and its refusals are told.
    func money(isRepeatable: Bool = true) -> MoneyWrite {
        let legs = (parent.sources + parent.destinations).map { ($0.balanceID, $0.identifier) }
        return MoneyWrite(
            reference: reference, money: parent.money,
            names: Dictionary(legs) { first, _ in first }, server: server,
            isRepeatable: isRepeatable)
    }
}

/// The reply of a write that made a child transaction.
protocol ChildReply: Message {
    var transaction: V1.Transaction? { get }
    /// The transaction behind it, after it.
    var parent: V1.Transaction? { get }
    var balances: [V1.Balance] { get }
    var replayed: Bool { get }
}

extension V1.CommitInflightResponse: ChildReply { var parent: V1.Transaction? { hold } }
extension V1.VoidInflightResponse: ChildReply { var parent: V1.Transaction? { hold } }
extension V1.UpdateInflightResponse: ChildReply { var parent: V1.Transaction? { hold } }
extension V1.RefundTransactionResponse: ChildReply { var parent: V1.Transaction? { refunded } }

extension Session {
    /// Shows what was done, what that made of the transaction behind it, and the balances.
    func show(_ reply: some ChildReply, dryRun: Bool) throws {
        let parent = reply.parent ?? .init()
        let balances = Table(columns: Table<V1.Balance>.Column.ofBalances, rows: reply.balances)
        try show(
            reply,
            (reply.transaction ?? .init()).layouts + [parent.headline, parent.figures, balances])
        sayHow(replayed: reply.replayed, dryRun: dryRun)
    }

    /// Says it to people where nothing moved, though all went well.
    func sayHow(replayed: Bool, dryRun: Bool) {
        if replayed { say("it had been applied before; nothing was moved again") }
        if dryRun { say("a dry run: nothing was kept") }
    }
}
