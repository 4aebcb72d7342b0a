import Ledger
import Messages
import Store
import TTRPC

/// Balances: accounts in one currency, with their sums and their history.
enum BalanceService {
    static func add(to methods: inout Methods) {
        methods.add("tidemark.v1.BalanceService") { methods in
            methods.write(
                "CreateBalance",
                command: { (request: V1.CreateBalanceRequest) in
                    .createBalance(try request.command())
                },
                reply: { applied in
                    V1.CreateBalanceResponse(
                        balance: try applied.balance, sequence: applied.sequence,
                        replayed: applied.isReplay)
                })
            methods.write(
                "UpdateBalance",
                command: { (request: V1.UpdateBalanceRequest) in
                    .updateBalance(try request.command())
                },
                reply: { applied in
                    V1.UpdateBalanceResponse(
                        balance: try applied.balance, sequence: applied.sequence)
                })
            methods.read("GetBalance", get)
            methods.read("GetBalanceByIndicator", getByIndicator)
            methods.read("BatchGetBalances", batchGet)
            methods.read("ListBalances", list)
            methods.read("ListEntries", listEntries)
            methods.read("CheckFunds", checkFunds)
            methods.read("GetLineage", lineage)
            methods.read("RecomputeBalance", recompute)
        }
    }

    /// Ids that one batch get may name, at most.
    private static let batchMax = 1000

    @Sendable private static func get(
        _ request: V1.GetBalanceRequest, _ view: borrowing StoreView
    ) throws -> V1.GetBalanceResponse {
        let balance = try view.existing(Shape.id(request.balanceID, "balance_id"))
        return V1.GetBalanceResponse(
            balance: try view.shown(balance, at: request.asOf), sequence: view.shown)
    }

    @Sendable private static func getByIndicator(
        _ request: V1.GetBalanceByIndicatorRequest, _ view: borrowing StoreView
    ) throws -> V1.GetBalanceByIndicatorResponse {
        let balance = try view.existing(
            Shape.indicator(request.indicator, "indicator"),
            Shape.currency(request.currency, "currency"))
        return V1.GetBalanceByIndicatorResponse(
            balance: try view.shown(balance, at: request.asOf), sequence: view.shown)
    }

    @Sendable private static func batchGet(
        _ request: V1.BatchGetBalancesRequest, _ view: borrowing StoreView
    ) throws -> V1.BatchGetBalancesResponse {
        try Shape.count(request.balanceIDs, "balance_ids", in: 1...batchMax)
        var response = V1.BatchGetBalancesResponse(sequence: view.shown)
        for (position, text) in request.balanceIDs.enumerated() {
            if let balance = try view.balance(Shape.id(text, "balance_ids[\(position)]")) {
                response.balances.append(try view.shown(balance, at: request.asOf))
            } else {
                response.missingIDs.append(text)
            }
        }
        return response
    }

    @Sendable private static func list(
        _ request: V1.ListBalancesRequest, _ view: borrowing StoreView
    ) throws -> V1.ListBalancesResponse {
        let filter = try BalanceFilter(request.filter)
        let page = try view.balances(
            request.page(newestFirst: request.order.isNewestFirst), where: filter.matches)
        return V1.ListBalancesResponse(
            balances: page.items.map { V1.Balance($0) },
            nextPageToken: request.token(page.next), sequence: view.shown)
    }

    @Sendable private static func listEntries(
        _ request: V1.ListEntriesRequest, _ view: borrowing StoreView
    ) throws -> V1.ListEntriesResponse {
        let balance = try view.existing(Shape.id(request.balanceID, "balance_id")).balance
        let recorded = try TimeSpan(request.createdAt, "created_at")
        let effective = try TimeSpan(request.effectiveAt, "effective_at")
        let page = try view.entries(
            of: balance, request.page(newestFirst: request.order.isNewestFirst)
        ) { entry in
            (recorded?.contains(entry.recordedAt) ?? true)
                && (effective?.contains(entry.effectiveAt) ?? true)
        }
        var response = V1.ListEntriesResponse(
            nextPageToken: request.token(page.next), sequence: view.shown)
        for entry in page.items {
            guard let transaction = try view.transaction(entry.transactionID) else { continue }
            response.entries.append(V1.Entry(entry, transaction))
        }
        return response
    }

    @Sendable private static func checkFunds(
        _ request: V1.CheckFundsRequest, _ view: borrowing StoreView
    ) throws -> V1.CheckFundsResponse {
        let demand = try request.demand()
        let balance = try view.existing(
            Shape.watched(
                request.balanceID, indicator: request.indicator, currency: request.currency))
        try view.check(request.currency, fits: balance)
        if let given = demand.money.precision, let multiplier = balance.balance.multiplier,
            given != multiplier
        {
            throw Rejection.precisionMismatch(
                field: "precision", balance.balance, given: given, multiplier: multiplier)
        }
        let answer = Funds.answer(
            giving: demand.money.amount, from: balance.balance, demand.overdraft)
        return V1.CheckFundsResponse(
            sufficient: answer.refusal == nil, headroom: answer.headroom?.description ?? "",
            unlimited: answer.headroom == nil, reason: answer.refusal?.reason.rawValue ?? "",
            balance: V1.Balance(balance), sequence: view.shown)
    }

    @Sendable private static func lineage(
        _ request: V1.GetLineageRequest, _ view: borrowing StoreView
    ) throws -> V1.GetLineageResponse {
        let balance = try view.existing(Shape.id(request.balanceID, "balance_id")).balance
        guard balance.allocation != nil else {
            throw RPCError(
                reason: .lineageNotTracked,
                "\(balance.id) does not track the lineage of its funds", field: "balance_id",
                facts: ["balance_id": "\(balance.id)"])
        }
        let page = try view.providers(of: balance.id, request.page(newestFirst: false))
        return V1.GetLineageResponse(
            providers: page.items.map {
                V1.LineageProvider(
                    provider: $0.name, received: "\($0.received)", spent: "\($0.spent)",
                    available: "\($0.available)")
            },
            allocationStrategy: V1.AllocationStrategy(balance.allocation),
            nextPageToken: request.token(page.next), sequence: view.shown)
    }

    @Sendable private static func recompute(
        _ request: V1.RecomputeBalanceRequest, _ view: borrowing StoreView
    ) throws -> V1.RecomputeBalanceResponse {
        let balance = try view.existing(Shape.id(request.balanceID, "balance_id")).balance
        let (sums, count) = try view.recomputedSums(of: balance)
        return V1.RecomputeBalanceResponse(
            stored: V1.BalanceSums(balance.sums, version: balance.version),
            recomputed: V1.BalanceSums(sums, version: count + 1),
            drifted: sums != balance.sums || count + 1 != balance.version,
            entryCount: Int64(count), sequence: view.shown)
    }
}

extension StoreView {
    /// A balance as it is shown: now with the expiry of its holds, or as it was.
    func shown(_ balance: BalanceView, at asOf: V1.AsOf?) throws -> V1.Balance {
        if let point = try asOf?.historyPoint(in: self) {
            return V1.Balance(try self.balance(balance, at: point))
        }
        var message = V1.Balance(balance)
        message.inflightExpiresAt = try nextExpiry(of: balance.balance).map { .init($0) }
        return message
    }

    /// The balance, or the refusal that says which one there isn't.
    func existing(_ id: BalanceID) throws -> BalanceView {
        guard let balance = try balance(id) else {
            throw Rejection.balanceNotFound(id, field: "balance_id")
        }
        return balance
    }

    func existing(_ indicator: Indicator, _ currency: Currency) throws -> BalanceView {
        guard let id = try balanceID(indicator, currency), let balance = try balance(id) else {
            throw Rejection.balanceNotFound(indicator, currency, field: "indicator")
        }
        return balance
    }

    func existing(_ named: MonitoredBalance) throws -> BalanceView {
        switch named {
        case .id(let id): try existing(id)
        case .indicator(let indicator, let currency): try existing(indicator, currency)
        }
    }

    /// Refuses a currency that was given beside the id of a balance in another one.
    func check(_ currency: String, fits balance: BalanceView) throws {
        guard !currency.isEmpty else { return }
        let stated = try Shape.currency(currency, "currency")
        let actual = balance.balance.currency
        guard stated == actual else {
            throw Rejection(
                .currencyMismatch, field: "currency",
                "\(balance.balance.id) is in \(actual), not in \(stated)",
                facts: [.init("balance_currency", actual), .init("currency", stated)])
        }
    }
}

extension Shape {
    static func count(
        _ items: [some Any], _ field: String, in range: ClosedRange<Int>
    ) throws(Rejection) {
        guard range.contains(items.count) else {
            throw Rejection(
                .fieldInvalid, field: field,
                "must have \(range.lowerBound) to \(range.upperBound) items")
        }
    }
}

extension Applied {
    fileprivate var balance: V1.Balance {
        get throws {
            guard case .balance(let balance) = result else { throw UnexpectedResult() }
            return V1.Balance(balance)
        }
    }
}
