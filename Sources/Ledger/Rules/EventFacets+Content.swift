extension EventFacets {
    /// What filters ask of an event with this content, with what it names looked up.
    ///
    /// The rules look it up in the open write, a reader in its view: both see the same, because
    /// entries and the ledgers and indicators of balances never change.
    package init<Failure: Error>(
        _ content: Event.Content,
        profile: (BalanceID) throws(Failure) -> BalanceProfile?,
        entry: (UInt64) throws(Failure) -> Entry?
    ) throws(Failure) {
        let type = content.type
        switch content {
        case .ledgerCreated(let ledger), .ledgerUpdated(let ledger):
            self.init(type, ledgerID: ledger.id)
        case .balanceCreated(let view), .balanceUpdated(let view):
            self.init(type, balances: [Balance(view.profile)])
        case .transaction(let moved):
            self.init(type, balances: try EventFacets.balances(moved, profile, entry))
        case .monitorCreated(let monitor), .monitorUpdated(let monitor),
            .monitorDeleted(let monitor):
            let profile: BalanceProfile? =
                if let id = monitor.scope.balanceID { try profile(id) } else { nil }
            self.init(type, monitor, profile)
        case .damagedMonitorDeleted(let id): self.init(type, monitorID: id)
        case .monitorFired(let told), .monitorCleared(let told):
            let profile: BalanceProfile? =
                if let id = told.balanceID { try profile(id) } else { nil }
            self.init(type, told.monitor, profile)
        }
    }

    /// Of a monitor: the balance it watches or was made to speak by, and the ledger of a rule or of
    /// the balances that are summed up.
    private init(_ type: EventType, _ monitor: Monitor, _ profile: BalanceProfile?) {
        let ledgerID: LedgerID? =
            switch monitor.scope {
            case .balance: nil
            case .rollUp(let selection, _): selection.ledgerID
            case .ledgerRule(let rule): rule.ledgerID
            }
        self.init(
            type, monitorID: monitor.id, balances: profile.map { [Balance($0)] } ?? [],
            ledgerID: ledgerID)
    }

    /// The balances that the entries of a transaction's event are on, each once.
    private static func balances<Failure: Error>(
        _ moved: TransactionEvent,
        _ profile: (BalanceID) throws(Failure) -> BalanceProfile?,
        _ entry: (UInt64) throws(Failure) -> Entry?
    ) throws(Failure) -> [Balance] {
        var balances: [Balance] = []
        var known: Set<BalanceID> = []
        for offset in 0..<UInt64(moved.entryCount) {
            guard let entry = try entry(moved.firstEntry + offset),
                known.insert(entry.balanceID).inserted,
                let profile = try profile(entry.balanceID)
            else { continue }
            balances.append(Balance(profile))
        }
        return balances
    }
}

extension Book where Self: ~Copyable {
    /// What filters ask of an event that the open command appends.
    func facets(of content: Event.Content) throws(Failure) -> EventFacets {
        try EventFacets(
            content, profile: { (id) throws(Failure) in try profile(id) },
            entry: { (number) throws(Failure) in try entry(number) })
    }
}
