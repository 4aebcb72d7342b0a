import Ledger
import Messages
import Store

/// Monitors: standing questions about balances, answered in the commit that changes them.
enum MonitorService {
    static func add(to methods: inout Methods) {
        methods.add("tidemark.v1.MonitorService") { methods in
            methods.write(
                "CreateMonitor",
                check: { (request, view) in
                    // A balance keeps its currency for ever, so this needn't be in the command. One
                    // that isn't there is refused by the rules, in their order.
                    guard !request.balanceID.isEmpty, !request.currency.isEmpty else { return }
                    let id: BalanceID = try Shape.id(request.balanceID, "balance_id")
                    if let balance = try view.balance(id) {
                        try view.check(request.currency, fits: balance)
                    }
                },
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
            monitor: try V1.Monitor(monitor, in: view), sequence: view.shown)
    }

    @Sendable private static func list(
        _ request: V1.ListMonitorsRequest, _ view: borrowing StoreView
    ) throws -> V1.ListMonitorsResponse {
        let filter = try MonitorFilter(request.filter)
        let page = try view.monitors(request.page(newestFirst: request.order.isNewestFirst)) {
            (monitor) throws(StoreError) in
            try filter.matches(monitor, isMet: view.isMet(monitor))
        }
        var response = V1.ListMonitorsResponse(
            nextPageToken: request.token(page.next), sequence: view.shown)
        for monitor in page.items {
            response.monitors.append(try V1.Monitor(monitor, in: view))
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
        let page = try view.monitors(
            of: balance.balance.id, request.page(newestFirst: false))
        var response = V1.ListBalanceMonitorsResponse(
            nextPageToken: request.token(page.next), sequence: view.shown)
        for monitor in page.items {
            response.monitors.append(try V1.Monitor(monitor, in: view))
        }
        return response
    }
}

/// Which monitors a list shows; everything that is given must hold.
private struct MonitorFilter {
    private var tests: [(Monitor, _ isMet: Bool) -> Bool] = []

    init(_ filter: V1.MonitorFilter?) throws(Rejection) {
        guard let filter else { return }
        if let balance: BalanceID = try Shape.optionalID(filter.balanceID, "filter.balance_id") {
            tests.append { monitor, _ in monitor.balanceID == balance }
        }
        switch filter.state {
        case .unspecified: break
        case .met: tests.append { _, isMet in isMet }
        case .notMet: tests.append { _, isMet in !isMet }
        }
        if filter.field != .unspecified {
            let field = try filter.field.rule("filter.field")
            tests.append { monitor, _ in monitor.condition.field == field }
        }
        if let enabled = filter.enabled {
            tests.append { monitor, _ in monitor.isEnabled == enabled }
        }
        for test in try MetaDataTest.list(filter.metaData, "filter.meta_data") {
            tests.append { monitor, _ in test.holds(for: monitor.metaData) }
        }
    }

    func matches(_ monitor: Monitor, isMet: Bool) -> Bool {
        tests.allSatisfy { $0(monitor, isMet) }
    }
}

extension Applied {
    fileprivate var monitor: V1.Monitor {
        get throws {
            switch result {
            case .monitor(let monitor, let isMet), .monitorDeleted(let monitor, let isMet):
                V1.Monitor(monitor, isMet: isMet)
            default: throw UnexpectedResult()
            }
        }
    }
}
