import Ledger

extension ModelLedger {
    mutating func cancel(_ command: CancelTransaction, _ stamp: Stamp) -> Verdict {
        guard let position = deeds.firstIndex(where: { $0.id == command.id }) else {
            return .refused(Fault(.transactionNotFound, "transaction_id"))
        }
        let deed = deeds[position]
        if deed.status == .cancelled { return .replayed(sequence: sequence) }
        guard deed.status == .scheduled, let time = deed.order.scheduledFor, time > stamp.time
        else { return .refused(Fault(.notScheduled, "transaction_id")) }
        deeds[position].status = .cancelled
        deeds[position].updatedAt = stamp.time
        heard.append("cancelled \(deed.id)")
        return .applied
    }

    mutating func run(_ id: TransactionID, _ stamp: Stamp, _ made: Made) -> Verdict {
        guard let position = deeds.firstIndex(where: { $0.id == id }),
            deeds[position].status == .scheduled, let time = deeds[position].order.scheduledFor,
            time <= stamp.time
        else { return .refused(Fault(.notScheduled, "transaction_id")) }
        let deed = deeds[position]
        let ends = ends(of: deed.order, made)
        var faults = faults(of: deed.order, ends)
        if let end = deed.order.hold?.expiresAt, end <= stamp.time {
            faults.append(Fault(.timePassed, "inflight_expires_at"))
        }
        if let fault = Fault.first(of: faults) {
            deeds[position].status = .rejected
            refuse(position, fault, stamp)
        } else {
            move(position, ends, stamp)
        }
        return .applied
    }

    mutating func commitDue(_ id: TransactionID, _ stamp: Stamp, _ made: Made) -> Verdict {
        follow(id, .commit(.rest), due: \.commitAt, stamp, made)
    }

    mutating func expireDue(_ id: TransactionID, _ stamp: Stamp, _ made: Made) -> Verdict {
        follow(id, .expire, due: \.expiresAt, stamp, made)
    }

    private mutating func follow(
        _ id: TransactionID, _ action: ChildOrder.Action,
        due: KeyPath<HoldTerms, Timestamp?>, _ stamp: Stamp, _ made: Made
    ) -> Verdict {
        guard let position = deeds.firstIndex(where: { $0.id == id }) else {
            return .refused(Fault(.transactionNotFound, "transaction_id"))
        }
        guard let time = deeds[position].terms[keyPath: due], time <= stamp.time else {
            return .refused(Fault(.notInflight, "transaction_id"))
        }
        let verdict = perform(
            ChildOrder(parentID: id, action: action), on: position, as: nil, at: time, stamp, made)
        // What can't be committed at its time is told of, and stays held.
        if case .refused(let fault) = verdict, action != .expire,
            deeds[position].status == .inflight
        {
            deeds[position].terms.commitAt = nil
            refuse(position, fault, stamp)
            return .applied
        }
        return verdict
    }

    private mutating func refuse(_ position: Int, _ fault: Fault, _ stamp: Stamp) {
        deeds[position].reason = fault.reason
        deeds[position].updatedAt = stamp.time
        heard.append("rejected \(deeds[position].id)")
    }
}
