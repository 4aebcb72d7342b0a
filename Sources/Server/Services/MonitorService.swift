import Ledger
import Messages
import Store

/// Monitors: standing questions about balances, answered in the commit that changes them.
enum MonitorService {
    static func add(to methods: inout Methods) {
        methods.add("tidemark.v1.MonitorService") { methods in
            methods.write(
                "CreateMonitor",
                check: { (request, view) in try view.check(request) },
                command: { (request: V1.CreateMonitorRequest) in
                    .createMonitor(try request.command())
                },
                reply: { applied in
                    V1.CreateMonitorResponse(
                        monitor: try applied.monitor, sequence: applied.sequence,
                        replayed: applied.isReplay)
                })
            methods.write(
                "UpdateMonitor",
                command: { (request: V1.UpdateMonitorRequest) in
                    .updateMonitor(try request.command())
                },
                reply: { applied in
                    V1.UpdateMonitorResponse(
                        monitor: try applied.monitor, sequence: applied.sequence)
                })
            methods.write(
                "DeleteMonitor",
                command: { (request: V1.DeleteMonitorRequest) in
                    .deleteMonitor(try request.command())
                },
                reply: { applied in
                    V1.DeleteMonitorResponse(
                        monitor: try applied.monitor, sequence: applied.sequence)
                })
            methods.read("GetMonitor", get)
            methods.read("ListMonitors", list)
            methods.read("ListBalanceMonitors", listOfBalance)
        }
    }

    @Sendable private static func get(
        _ request: V1.GetMonitorRequest, _ view: borrowing StoreView
    ) throws -> V1.GetMonitorResponse {
        let id: MonitorID = try Shape.id(request.monitorID, "monitor_id")
        guard let monitor = try view.monitor(id) else { throw Rejection.monitorNotFound(id) }
        return V1.GetMonitorResponse(
            monitor: V1.Monitor(try view.view(monitor)), sequence: view.shown)
    }

    @Sendable private static func list(
        _ request: V1.ListMonitorsRequest, _ view: borrowing StoreView
    ) throws -> V1.ListMonitorsResponse {
        let filter = try MonitorFilter(request.filter)
        let page = try view.monitors(request.page(newestFirst: request.order.isNewestFirst)) {
            (monitor) throws(StoreError) in
            filter.matches(try view.view(monitor))
        }
        var response = V1.ListMonitorsResponse(
            nextPageToken: request.token(page.next), sequence: view.shown)
        for monitor in page.items {
            response.monitors.append(V1.Monitor(try view.view(monitor)))
        }
        return response
    }

    @Sendable private static func listOfBalance(
        _ request: V1.ListBalanceMonitorsRequest, _ view: borrowing StoreView
    ) throws -> V1.ListBalanceMonitorsResponse {
        let balance = try view.existing(
            Shape.watched(
                request.balanceID, indicator: request.indicator, currency: request.currency))
        try view.check(request.currency, fits: balance)
        let asked = try request.page(newestFirst: false)
        let page =
            request.includeCovering
            ? try view.monitors(covering: balance, asked)
            : try view.monitors(of: .balance(balance.balance.id), asked)
        var response = V1.ListBalanceMonitorsResponse(
            nextPageToken: request.token(page.next), sequence: view.shown)
        for monitor in page.items {
            response.monitors.append(V1.Monitor(try view.view(monitor)))
        }
        return response
    }
}

extension StoreView {
    /// Refuses a currency beside the id of a balance in another one. A balance keeps its currency
    /// for ever, so this needn't be in the command; one that isn't there is refused by the rules,
    /// in their order.
    func check(_ request: V1.CreateMonitorRequest) throws {
        guard !request.balanceID.isEmpty, !request.currency.isEmpty else { return }
        let id: BalanceID = try Shape.id(request.balanceID, "balance_id")
        if let balance = try balance(id) { try check(request.currency, fits: balance) }
    }
}

/// Which monitors a list shows; everything that is given must hold.
private struct MonitorFilter {
    private var tests: [(MonitorView) -> Bool] = []

    init(_ filter: V1.MonitorFilter?) throws(Rejection) {
        guard let filter else { return }
        if let balance: BalanceID = try Shape.optionalID(filter.balanceID, "filter.balance_id") {
            tests.append { $0.monitor.scope.balanceID == balance }
        }
        switch filter.state {
        case .unspecified: break
        case .met: tests.append { $0.isMet == true }
        case .notMet: tests.append { $0.isMet == false }
        }
        if filter.field != .unspecified {
            let field = try filter.field.rule("filter.field")
            tests.append { $0.monitor.question.parts.contains { $0.field == field } }
        }
        if let enabled = filter.enabled { tests.append { $0.monitor.isEnabled == enabled } }
        for test in try Shape.metaDataMatches(filter.metaData, "filter.meta_data") {
            tests.append { test.holds(for: $0.monitor.metaData) }
        }
    }

    func matches(_ view: MonitorView) -> Bool { tests.allSatisfy { $0(view) } }
}

extension Applied {
    fileprivate var monitor: V1.Monitor {
        get throws {
            switch result {
            case .monitor(let view), .monitorDeleted(let view): V1.Monitor(view)
            case .damagedMonitorDeleted(let id): V1.Monitor(monitorID: "\(id)")
            default: throw UnexpectedResult()
            }
        }
    }
}
