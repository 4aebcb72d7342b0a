import Foundation
import Ledger
import Store

/// Does what a server does for its calls, without sockets, to have the instructions counted:
///
///     tidemark-counted FOLDER transfer|get COUNT
///
/// Its main thread stays and waits; that of a server ends, which callgrind doesn't understand.
@main struct Counted {
    /// Balances that are moved between and read.
    private static let balanceCount = 500
    /// Transfers of one write.
    private static let batchMax = 100

    private let store: LedgerStore
    private let currency: Currency
    private let balances: [BalanceID]

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let count = Int(arguments[3]) else { throw Failure.usage }
        let counted = try Counted(folder: arguments[1])
        switch arguments[2] {
        case "transfer": try counted.transfer(count)
        case "get": try counted.get(count)
        default: throw Failure.usage
        }
        counted.store.close()
    }

    private enum Failure: Error {
        case usage
        case refused
    }

    private init(folder: String) throws {
        var options = StoreOptions()
        // What is counted is to commit, and not the clock.
        options.commitAge = .seconds(3600)
        options.commitIdle = .seconds(3600)
        store = try LedgerStore(folder: folder, options: options)
        guard let currency = Currency("XTS") else { throw Failure.refused }
        self.currency = currency
        let made = try store.log.write(
            (0..<Self.balanceCount).map { _ in .createBalance(CreateBalance(currency: currency)) }
        ).get()
        balances = made.items.compactMap { item in
            if case .applied(.balance(let view)) = item.outcome { view.balance.id } else { nil }
        }
    }

    private func transfer(_ count: Int) throws {
        for start in stride(from: 0, to: count, by: Self.batchMax) {
            let commands = try (start..<min(start + Self.batchMax, count)).map(command)
            for item in try store.log.write(commands).get().items {
                guard case .applied = item.outcome else { throw Failure.refused }
            }
        }
    }

    private func command(_ number: Int) throws -> Command {
        // In order, as clients make them, and of that length.
        let text = String(1_000_000_000_000 + number) + "-4d2f-7a31-9c55-e0b1"
        guard let reference = Reference(text) else { throw Failure.refused }
        return .createTransaction(
            CreateTransaction(
                reference: reference,
                order: TransactionOrder(
                    currency: currency, amount: Amount(1),
                    source: .id(balances[number * 7 % Self.balanceCount]),
                    destination: .id(balances[(number * 11 + 1) % Self.balanceCount]),
                    overdraft: .unlimited)))
    }

    private func get(_ count: Int) throws {
        for number in 0..<count {
            let id = balances[number * 7 % Self.balanceCount]
            guard try store.read({ try $0.balance(id) }) != nil else { throw Failure.refused }
        }
    }
}
