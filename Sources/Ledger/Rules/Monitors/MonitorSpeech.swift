/// What a notification shows of what is watched, besides the monitor and what it saw.
package struct MonitorSight: Sendable {
    package let transactionID: TransactionID?
    package let balanceID: BalanceID?
    package let currency: Currency
    package let sums: Sums
    package let balanceVersion: UInt64

    package init(
        transactionID: TransactionID?, balanceID: BalanceID?, currency: Currency, sums: Sums,
        balanceVersion: UInt64
    ) {
        self.transactionID = transactionID
        self.balanceID = balanceID
        self.currency = currency
        self.sums = sums
        self.balanceVersion = balanceVersion
    }

    init(_ balance: Balance, _ transactionID: TransactionID?) {
        self.init(
            transactionID: transactionID, balanceID: balance.id, currency: balance.currency,
            sums: balance.sums, balanceVersion: balance.version)
    }

    /// A sum has no version.
    init(_ rollUp: RollUp, _ balanceID: BalanceID?, _ transactionID: TransactionID?) {
        self.init(
            transactionID: transactionID, balanceID: balanceID,
            currency: rollUp.selection.currency, sums: rollUp.sums, balanceVersion: 0)
    }
}

extension Monitor {
    /// Counts what it says; answers with what is to be heard of it, in order.
    package mutating func say(
        _ response: MonitorResponse, from before: Figures, to after: Figures,
        _ sight: MonitorSight, at time: Timestamp
    ) -> [Event.Content] {
        var heard: [Event.Content] = []
        let observations = question.observations(from: before, to: after)
        for word in response.words {
            firings.take(word, at: time)
            standing.take(word, at: time)
            var suppressed: UInt64 = 0
            if case .fired(let count) = word.kind { suppressed = count }
            let notification = MonitorNotification(
                monitor: self, met: response.met, transactionID: sight.transactionID,
                balanceID: sight.balanceID, observations: observations,
                step: question.isLadder ? word.voice : nil, suppressedCount: suppressed,
                currency: sight.currency, sums: sight.sums,
                balanceVersion: sight.balanceVersion)
            switch word.kind {
            case .fired: heard.append(.monitorFired(notification))
            case .cleared: heard.append(.monitorCleared(notification))
            case .swallowed, .clearedUnheard: break
            }
        }
        return heard
    }
}

extension MonitorQuestion {
    /// What its parts look at, before and after; the steps of a ladder look at one figure.
    package func observations(
        from before: Figures, to after: Figures
    ) -> [MonitorNotification.Observation] {
        (isLadder ? parts.prefix(1) : parts[...]).map { part in
            MonitorNotification.Observation(
                field: part.field, before: before.sums[part.field],
                after: after.sums[part.field])
        }
    }
}
