import Ledger
import Messages
import Store

/// Ledgers: the groups that balances live in.
enum LedgerService {
    static func add(to methods: inout Methods) {
        methods.add("tidemark.v1.LedgerService") { methods in
            methods.write(
                "CreateLedger",
                command: { (request: V1.CreateLedgerRequest) in
                    .createLedger(try request.command())
                },
                reply: { applied in
                    V1.CreateLedgerResponse(
                        ledger: try applied.ledger, sequence: applied.sequence,
                        replayed: applied.isReplay)
                })
            methods.write(
                "UpdateLedger",
                command: { (request: V1.UpdateLedgerRequest) in
                    .updateLedger(try request.command())
                },
                reply: { applied in
                    V1.UpdateLedgerResponse(
                        ledger: try applied.ledger, sequence: applied.sequence)
                })
            methods.read("GetLedger", get)
            methods.read("ListLedgers", list)
        }
    }

    @Sendable private static func get(
        _ request: V1.GetLedgerRequest, _ view: borrowing StoreView
    ) throws -> V1.GetLedgerResponse {
        let id: LedgerID = try Shape.id(request.ledgerID, "ledger_id")
        guard let ledger = try view.ledger(id) else { throw Rejection.ledgerNotFound(id) }
        return V1.GetLedgerResponse(ledger: V1.Ledger(ledger), sequence: view.shown)
    }

    @Sendable private static func list(
        _ request: V1.ListLedgersRequest, _ view: borrowing StoreView
    ) throws -> V1.ListLedgersResponse {
        let tests = try Shape.metaDataMatches(request.metaData, "meta_data")
        let page = try view.ledgers(request.page(newestFirst: request.order.isNewestFirst)) {
            ledger in
            ledger.name.utf8.starts(with: request.namePrefix.utf8)
                && tests.allSatisfy { $0.holds(for: ledger.metaData) }
        }
        return V1.ListLedgersResponse(
            ledgers: page.items.map { V1.Ledger($0) }, nextPageToken: request.token(page.next),
            sequence: view.shown)
    }
}

extension Applied {
    /// What the command made or changed; another kind of result would be a mistake of the server's.
    fileprivate var ledger: V1.Ledger {
        get throws {
            guard case .ledger(let ledger) = result else { throw UnexpectedResult() }
            return V1.Ledger(ledger)
        }
    }
}

/// A command came to another kind of result than its own.
struct UnexpectedResult: Error {}

extension StoreView {
    /// The sequence an answer out of this view shows.
    var shown: Int64 { Int64(sequence) }
}

extension V1.SortOrder {
    var isNewestFirst: Bool { self != .oldestFirst }
}
