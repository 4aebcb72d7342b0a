extension Book where Self: ~Copyable {
    /// The roll-up of a selection: the one there is, or a new one with its sums worked out, which
    /// looks at every balance once. Writes nothing.
    func rollUp(
        of selection: BalanceSelection, _ commit: inout Commit
    ) throws(Failure) -> MonitorPlace {
        let present = try rollUps(of: selection.currency)
        if let shared = present.first(where: { $0.selection == selection }) {
            return MonitorPlace(target: .rollUp(shared, isNew: false))
        }
        let taken = present.map(\.slot)
        let slot = (0..<UInt8(MonitorLimits.rollUps)).first { !taken.contains($0) }
        var rollUp = RollUp(id: commit.identifiers.make(), selection: selection, slot: slot ?? 0)
        var place = MonitorPlace(target: .rollUp(rollUp, isNew: true))
        guard slot != nil else {
            place.late = .tooComplex(
                field: "roll_up",
                "as many selections of the currency as can be are summed up already",
                limit: MonitorLimits.rollUps)
            return place
        }
        guard try balanceCount() <= MonitorLimits.balances else {
            place.late = .tooComplex(
                field: "roll_up", "there are too many balances to begin another sum over them",
                limit: Int(MonitorLimits.balances))
            return place
        }
        var after: BalanceID?
        while true {
            let ids = try balanceIDs(after: after, limit: RollUp.stride)
            for id in ids {
                guard let member = try view(id), selection.matches(member) else { continue }
                guard let sums = rollUp.sums.adding(member.balance.sums) else {
                    place.late = .rollUpOverflow
                    return place
                }
                rollUp.sums = sums
            }
            guard ids.count == RollUp.stride else { break }
            after = ids.last
        }
        place.target = .rollUp(rollUp, isNew: true)
        return place
    }

    /// Has every balance know whether it belongs to a new roll-up.
    mutating func enrol(_ rollUp: RollUp) throws(Failure) {
        var after: BalanceID?
        while true {
            let ids = try balanceIDs(after: after, limit: RollUp.stride)
            for id in ids {
                guard var member = try view(id),
                    member.balance.currency == rollUp.selection.currency
                else { continue }
                let isIn = rollUp.selection.matches(member)
                guard member.balance.rollUps[rollUp.slot] != isIn else { continue }
                member.balance.rollUps[rollUp.slot] = isIn
                try save(member.balance)
            }
            guard ids.count == RollUp.stride else { return }
            after = ids.last
        }
    }

    /// The roll-ups that a balance belongs to by what it is.
    func rollUpSlots(of view: BalanceView) throws(Failure) -> RollUpSlots {
        var slots = RollUpSlots.none
        for rollUp in try rollUps(of: view.balance.currency) where rollUp.selection.matches(view) {
            slots[rollUp.slot] = true
        }
        return slots
    }

    /// Whether the sums over balances have room for what a transaction moves.
    func hasRoomInRollUps(_ ends: TransactionEnds) throws(Failure) -> Bool {
        for slot in ends.rollUpSlots.all {
            guard let currency = ends.all.first?.balance.currency,
                let rollUp = try rollUp(currency, slot)
            else { continue }
            if rollUp.sums.moving(ends.all.filter(\.isTouched), in: slot) == nil { return false }
        }
        return true
    }

    /// Moves the sums that the balances of a transaction belong to: each once, told with the first
    /// balance of it that was touched.
    mutating func moveRollUps(
        _ touched: [TransactionEnd], _ transactionID: TransactionID
    ) throws(Failure) -> [(position: Int, change: WatchedChange)] {
        var changes: [(position: Int, change: WatchedChange)] = []
        for slot in touched.rollUpSlots.all {
            guard let position = touched.firstIndex(where: { $0.balance.rollUps[slot] }),
                var rollUp = try rollUp(touched[position].balance.currency, slot),
                let sums = rollUp.sums.moving(touched, in: slot)
            else { continue }
            let before = Figures(rollUp.sums)
            rollUp.sums = sums
            try save(rollUp)
            let sight = MonitorSight(rollUp, touched[position].balance.id, transactionID)
            changes.append((position, WatchedChange(rollUp, from: before, sight)))
        }
        return changes
    }
}

// MARK: - Joining and leaving

extension Book where Self: ~Copyable {
    /// The roll-ups that a balance enters and leaves by being described otherwise, with their sums
    /// after it; nil where one of them would leave 128 bits. Writes nothing.
    func rollUpMoves(
        from former: BalanceView, to view: BalanceView
    ) throws(Failure) -> [(former: RollUp, rollUp: RollUp)]? {
        var moves: [(former: RollUp, rollUp: RollUp)] = []
        for present in try rollUps(of: view.balance.currency) {
            let (was, isIn) = (
                former.balance.rollUps[present.slot], present.selection.matches(view)
            )
            guard was != isIn else { continue }
            var rollUp = present
            let sums = view.balance.sums
            guard let moved = isIn ? rollUp.sums.adding(sums) : rollUp.sums.subtracting(sums)
            else { return nil }
            rollUp.sums = moved
            moves.append((present, rollUp))
        }
        return moves
    }

    /// Moves a balance over. Descriptions make nothing fire, so that monitors only take note.
    mutating func follow(
        _ moves: [(former: RollUp, rollUp: RollUp)], _ commit: inout Commit
    ) throws(Failure) {
        for (former, rollUp) in moves {
            try save(rollUp)
            var change = WatchedChange(
                rollUp, from: Figures(former.sums), MonitorSight(rollUp, nil, nil))
            change.isSilent = true
            try tell([change], &commit)
        }
    }
}

extension RollUp {
    /// Balances that are looked at in one go.
    fileprivate static let stride = 1000
}

extension WatchedChange {
    fileprivate init(_ rollUp: RollUp, from before: Figures, _ sight: MonitorSight) {
        self.init(
            owner: .rollUp(rollUp.id), watched: rollUp.watched, before: before,
            after: Figures(rollUp.sums), sight: sight)
    }
}

extension [TransactionEnd] {
    fileprivate var rollUpSlots: RollUpSlots {
        RollUpSlots(bits: reduce(0) { $0 | $1.balance.rollUps.bits })
    }
}

extension TransactionEnds {
    fileprivate var rollUpSlots: RollUpSlots {
        RollUpSlots(bits: all.reduce(0) { $1.isTouched ? $0 | $1.balance.rollUps.bits : $0 })
    }
}

extension Sums {
    /// With the sums of another balance; nil where a side would leave 128 bits, settled and in
    /// flight together, as it is for one balance.
    package func adding(_ other: Sums) -> Sums? { combining(other) { $0.adding($1) } }

    package func subtracting(_ other: Sums) -> Sums? { combining(other) { $0.subtracting($1) } }

    private func combining(_ other: Sums, _ combine: (Amount, Amount) -> Amount?) -> Sums? {
        guard let credit = combine(credit, other.credit), let debit = combine(debit, other.debit),
            let inflightCredit = combine(inflightCredit, other.inflightCredit),
            let inflightDebit = combine(inflightDebit, other.inflightDebit),
            credit.adding(inflightCredit) != nil, debit.adding(inflightDebit) != nil
        else { return nil }
        return Sums(
            credit: credit, debit: debit, inflightCredit: inflightCredit,
            inflightDebit: inflightDebit)
    }

    /// With what the members of a roll-up had replaced by what they have.
    fileprivate func moving(_ ends: [TransactionEnd], in slot: UInt8) -> Sums? {
        let members = ends.filter { $0.balance.rollUps[slot] }
        var sums: Sums? = self
        for end in members { sums = sums?.subtracting(end.former) }
        for end in members { sums = sums?.adding(end.balance.sums) }
        return sums
    }
}
