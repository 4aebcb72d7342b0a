/// What a monitor watches or is about to, found and not yet written.
struct MonitorPlace {
    var target: Target
    /// What forbids it; answered after what is wrong with the monitor.
    var late: Rejection?

    enum Target {
        case balance(Balance)
        /// A roll-up; a new one with its sums worked out.
        case rollUp(RollUp, isNew: Bool)
        case ledgerRule(LedgerRule, LedgerWatch)
    }

    var scope: MonitorScope {
        switch target {
        case .balance(let balance): .balance(balance.id)
        case .rollUp(let rollUp, _): .rollUp(rollUp.selection, rollUp.place)
        case .ledgerRule(let rule, _): .ledgerRule(rule)
        }
    }

    /// What a monitor looks at here; nil for a ledger rule.
    var figures: Figures? {
        switch target {
        case .balance(let balance): Figures(balance)
        case .rollUp(let rollUp, _): Figures(rollUp.sums)
        case .ledgerRule: nil
        }
    }
}

extension Book where Self: ~Copyable {
    /// Finds what a request names. Writes nothing.
    func find(
        _ target: MonitorTarget, _ commit: inout Commit
    ) throws(Failure) -> Swift.Result<MonitorPlace, Rejection> {
        switch target {
        case .balance(let named):
            return try watched(named).map { MonitorPlace(target: .balance($0)) }
        case .rollUp(let selection):
            if let ledgerID = selection.ledgerID, try ledger(ledgerID) == nil {
                return .failure(.ledgerNotFound(ledgerID))
            }
            return .success(try rollUp(of: selection, &commit))
        case .ledgerRule(let rule):
            guard try ledger(rule.ledgerID) != nil else {
                return .failure(.ledgerNotFound(rule.ledgerID))
            }
            let watch = try ledgerWatch(rule.ledgerID) ?? LedgerWatch(ledgerID: rule.ledgerID)
            return .success(MonitorPlace(target: .ledgerRule(rule, watch)))
        }
    }

    /// Finds what a monitor watches after an update.
    func place(
        of monitor: Monitor, after change: Change<MonitorTarget>, _ commit: inout Commit
    ) throws(Failure) -> Swift.Result<MonitorPlace, Rejection> {
        let kept: MonitorTarget =
            switch monitor.scope {
            case .balance(let id): .balance(.id(id))
            case .rollUp(let selection, _): .rollUp(selection)
            case .ledgerRule(let rule): .ledgerRule(rule)
            }
        return try find(change.applied(to: kept), &commit)
    }

    private func watched(
        _ named: MonitoredBalance
    ) throws(Failure) -> Swift.Result<Balance, Rejection> {
        switch named {
        case .id(let id):
            guard let balance = try balance(id) else {
                return .failure(.balanceNotFound(id, field: "balance_id"))
            }
            return .success(balance)
        case .indicator(let indicator, let currency):
            guard let id = try balanceID(indicator, currency), let balance = try balance(id) else {
                return .failure(.balanceNotFound(indicator, currency, field: "indicator"))
            }
            return .success(balance)
        }
    }

    /// What forbids a monitor where it is to be; `former` is what it takes the place of.
    func refusal(
        of monitor: Monitor, instead former: Monitor?, at place: MonitorPlace
    ) throws(Failure) -> Rejection? {
        if let refusal = monitor.refusal { return refusal }
        let isHere = former?.scope.owner == monitor.scope.owner
        switch place.target {
        case .balance(let balance):
            if let refusal = monitor.precisionRefusal(on: balance) { return refusal }
        case .rollUp: break
        case .ledgerRule(_, let watch):
            if !isHere, watch.ruleCount >= MonitorLimits.ledgerRules {
                return .tooComplex(
                    field: "ledger_rule", "the ledger has as many rules as it may have",
                    limit: MonitorLimits.ledgerRules)
            }
        }
        if let late = place.late { return late }
        guard monitor.isEnabled, monitor.isAsked else { return nil }
        let others = try monitorIDs(
            of: monitor.scope.owner, .always, in: .zero ... .zero, limit: MonitorLimits.asked + 1)
        guard others.count(where: { $0 != monitor.id }) >= MonitorLimits.asked else { return nil }
        return .tooComplex(
            field: monitor.question.path(of: 0),
            "as many monitors as can be are asked at every change already: those with percent_of,"
                + " and by EVERY_MATCH those with several conditions or a rearm_value",
            limit: MonitorLimits.asked)
    }
}
