import Ledger

extension Auditor {
    /// Sequences have no gaps, indices within a commit neither; times only rise; what an event says
    /// is what the tables say.
    func auditEvents() {
        var last: (sequence: UInt64, index: UInt32, time: Timestamp) = (0, 0, .zero)
        // By ordinal: a client may give the id of a deleted monitor to another.
        var fired: [UInt64: (count: UInt64, last: Timestamp)] = [:]
        for event in book.events {
            if event.sequence == last.sequence {
                expect(event.index == last.index + 1, "the events of \(event.sequence) have a gap")
                expect(event.time == last.time, "commit \(event.sequence) has two times")
            } else {
                expect(event.sequence == last.sequence + 1, "no commit before \(event.sequence)")
                expect(event.index == 0, "commit \(event.sequence) begins at \(event.index)")
                expect(event.time > last.time, "commit \(event.sequence) goes back in time")
            }
            last = (event.sequence, event.index, event.time)
            switch event.content {
            case .transaction(let happened): audit(happened, at: event.sequence)
            case .monitorFired(let notification):
                let monitor = notification.monitor
                let count = (fired[monitor.ordinal]?.count ?? 0) + 1
                fired[monitor.ordinal] = (count, event.time)
                expect(
                    monitor.firings.firedCount == count
                        && monitor.firings.lastFiredAt == event.time,
                    "the firings of \(monitor.id) are miscounted at \(event.sequence)")
                audit(notification, isCleared: false, at: event.sequence)
            case .monitorCleared(let notification):
                audit(notification, isCleared: true, at: event.sequence)
            default: break
            }
        }
        for monitor in book.monitors.values {
            expect(
                monitor.firings.firedCount == fired[monitor.ordinal]?.count ?? 0
                    && monitor.firings.lastFiredAt == fired[monitor.ordinal]?.last,
                "\(monitor.id) does not remember its firings")
        }
    }

    private func audit(_ happened: TransactionEvent, at sequence: UInt64) {
        let id = happened.transactionID
        guard let transaction = book.transactions[id] else {
            expect(false, "an event of \(sequence) tells of no transaction")
            return
        }
        let isTrue: Bool =
            switch happened.happening {
            // A changed hold tells where it stands; its entries are another transaction's.
            case .inflight where happened.progress != nil: transaction.kind == .hold
            case .scheduled: transaction.sequence == sequence && happened.entryCount == 0
            case .cancelled: transaction.movement == nil && happened.progress?.status == .cancelled
            case .rejected: happened.progress?.rejection != nil
            case .applied, .inflight, .committed, .void, .expired, .refunded:
                transaction.movement?.sequence == sequence
                    && transaction.movement?.entryCount == happened.entryCount
            }
        expect(isTrue, "the event of \(id) is not true of its commit \(sequence)")
        for number in happened.firstEntry..<happened.firstEntry + UInt64(happened.entryCount) {
            let owner = entry(number).flatMap { book.transactions[$0.transactionID] }
            expect(
                owner?.id == id || owner?.kind == .holdUpdate && owner?.parentID == id,
                "entry \(number) is not one of \(id)")
        }
    }
}
