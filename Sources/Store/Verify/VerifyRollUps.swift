import Ledger

extension StoreView {
    /// Adds up again what every selection sums up, and asks every balance whether it knows that it
    /// belongs.
    func verifyRollUps(
        _ owners: [MonitorOwner: OwnedMonitors], _ verifier: inout Verifier
    ) throws(StoreError) {
        var found: [Currency: [FoundRollUp]] = [:]
        var unseen = Set(owners.keys)
        try each(RollUp.self, of: tables.rollUps, &verifier) { key, rollUp, verifier in
            found[rollUp.selection.currency, default: []].append(FoundRollUp(rollUp))
            unseen.remove(.rollUp(rollUp.id))
            let owned = owners[.rollUp(rollUp.id)] ?? OwnedMonitors()
            if rollUp.watched != owned.mask || rollUp.monitorCount != owned.count {
                verifier.find(.rollUps, key, "it knows of other monitors than it has")
            }
        }
        for owner in unseen {
            guard case .rollUp(let selection, let place) = owners[owner]?.scope else { continue }
            verifier.miss(
                .rollUps, .rollUp(selection.currency, place.slot), "monitors watch it")
        }
        guard !found.isEmpty else { return }
        try eachBalance(&verifier) { (balance, verifier) throws(StoreError) in
            guard let own = found[balance.currency],
                let profile: BalanceProfile = try intact(tables.profiles, .id(balance.id))
            else { return }
            let view = BalanceView(balance: balance, profile: profile)
            for place in own.indices {
                if found[balance.currency]?[place].take(view) == false {
                    verifier.find(
                        .balances, .id(balance.id),
                        "it does not know to which sums over balances it belongs")
                }
            }
        }
        guard !verifier.isOver else { return }
        for followed in found.values.joined() where followed.sums != followed.rollUp.sums {
            verifier.find(
                .rollUps, .rollUp(followed.rollUp), "its sums are not those of its balances")
        }
    }
}

/// A roll-up, and what its balances come to so far; nil where that is too much.
private struct FoundRollUp {
    let rollUp: RollUp
    private(set) var sums: Sums? = .zero

    init(_ rollUp: RollUp) {
        self.rollUp = rollUp
    }

    /// Counts a balance in, if it belongs; whether the balance knows.
    mutating func take(_ view: BalanceView) -> Bool {
        let isMember = rollUp.selection.matches(view)
        if isMember { sums = sums?.adding(view.balance.sums) }
        return view.balance.rollUps[rollUp.slot] == isMember
    }
}
