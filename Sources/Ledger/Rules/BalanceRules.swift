extension Book where Self: ~Copyable {
    mutating func create(_ command: CreateBalance, _ commit: inout Commit) throws(Failure)
        -> Outcome
    {
        if let id = command.id, let present = try view(id) {
            guard present.profile.request == command else {
                return .rejected(.duplicateID(field: "balance_id", id))
            }
            return .replayed(.balance(present), sequence: commit.stamp.sequence - 1)
        }
        guard try ledger(command.ledgerID) != nil else {
            return .rejected(.ledgerNotFound(command.ledgerID))
        }
        if let indicator = command.indicator,
            let holder = try balanceID(indicator, command.currency)
        {
            return .rejected(.duplicateIndicator(indicator, command.currency, holder: holder))
        }

        // From here on it must succeed.
        var made = BalanceView(
            making: command, id: command.id ?? commit.identifiers.make(), commit.time)
        made.balance.rollUps = try rollUpSlots(of: made)
        try insert(made)
        try emit(.balanceCreated(made), &commit)
        return .applied(.balance(made))
    }

    mutating func update(_ command: UpdateBalance, _ commit: inout Commit) throws(Failure)
        -> Outcome
    {
        guard var view = try view(command.id) else {
            return .rejected(.balanceNotFound(command.id, field: "balance_id"))
        }
        if let expected = command.expectedVersion, expected != view.balance.version {
            return .rejected(
                .versionMismatch(
                    field: "expected_version", expected: expected, actual: view.balance.version))
        }
        if command.status == .set(.closed), !view.balance.sums.isSettledAtZero {
            return .rejected(.balanceNotEmpty(view.balance))
        }
        guard let metaData = command.metaData.applied(to: view.profile.metaData) else {
            return .rejected(.metaDataTooLarge)
        }

        let former = view
        view.profile.identityID = command.identityID.applied(to: view.profile.identityID)
        view.profile.metaData = metaData
        guard let moves = try rollUpMoves(from: former, to: view) else {
            return .rejected(.rollUpOverflow)
        }

        // From here on it must succeed.
        view.balance.rollUps = try rollUpSlots(of: view)
        view.balance.overdraftLimit = command.overdraftLimit.applied(
            to: view.balance.overdraftLimit)
        view.balance.creditLimit = command.creditLimit.applied(to: view.balance.creditLimit)
        view.balance.status = command.status.applied(to: view.balance.status)
        view.profile.updatedAt = commit.time
        try save(view.balance)
        try save(view.profile)
        try emit(.balanceUpdated(view), &commit)
        try follow(moves, &commit)
        // A share of a limit moves with it.
        if Figures(former.balance) != Figures(view.balance) {
            let changes = try self.changes(
                from: Figures(former.balance), to: view.balance, view.profile, nil)
            try tell(changes, &commit)
        }
        return .applied(.balance(view))
    }

    /// A balance whole.
    package func view(_ id: BalanceID) throws(Failure) -> BalanceView? {
        guard let balance = try balance(id), let profile = try profile(id) else { return nil }
        return BalanceView(balance: balance, profile: profile)
    }
}

extension BalanceView {
    /// A new balance as a command describes it.
    init(making command: CreateBalance, id: BalanceID, _ time: Timestamp) {
        self.init(
            balance: Balance(
                id: id, currency: command.currency, isWorld: command.indicator == .world,
                multiplier: command.multiplier, overdraftLimit: command.overdraftLimit,
                creditLimit: command.creditLimit, allocation: command.allocation),
            profile: BalanceProfile(
                id: id, ledgerID: command.ledgerID, indicator: command.indicator,
                identityID: command.identityID, metaData: command.metaData, createdAt: time,
                request: command.id == nil ? nil : command))
    }
}

extension Sums {
    /// Whether there is nothing on the balance and nothing on its way.
    fileprivate var isSettledAtZero: Bool {
        balance == .zero && inflightCredit == .zero && inflightDebit == .zero
    }
}
