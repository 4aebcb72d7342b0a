/// What a monitor remembers of its parts, because the figures alone don't tell it: of a ledger
/// rule, for one balance.
package struct MonitorStanding: Hashable, Sendable {
    /// Of the parts with a value to rearm by, which count as true.
    package var latched: PartSet
    /// The voices whose last firing the cooldown swallowed, so that its end isn't told either.
    package var muted: PartSet
    /// Of each voice, its firings.
    package var firings: [FiringRecord]

    package init(
        latched: PartSet = PartSet(), muted: PartSet = PartSet(), firings: [FiringRecord]
    ) {
        self.latched = latched
        self.muted = muted
        self.firings = firings
    }

    /// Of a question that was never answered.
    package init(of question: MonitorQuestion) {
        self.init(firings: Array(repeating: FiringRecord(), count: question.voices))
    }

    /// The same firings with a question that is asked of these figures for the first time.
    package func asking(_ question: MonitorQuestion, of figures: Figures?) -> MonitorStanding {
        var standing = MonitorStanding(of: question)
        if firings.count == standing.firings.count { standing.firings = firings }
        if let figures {
            standing.latched = question.latches(question.met(by: figures, since: PartSet()))
        }
        return standing
    }
}

/// How often something fired, and what a cooldown swallowed since.
package struct FiringRecord: Hashable, Sendable {
    package var lastFiredAt: Timestamp?
    package var firedCount: UInt64
    /// Firings swallowed since the last one that was told.
    package var suppressedCount: UInt64

    package init(
        lastFiredAt: Timestamp? = nil, firedCount: UInt64 = 0, suppressedCount: UInt64 = 0
    ) {
        self.lastFiredAt = lastFiredAt
        self.firedCount = firedCount
        self.suppressedCount = suppressedCount
    }
}

extension MonitorQuestion {
    /// Of the parts that hold, those that have to be remembered.
    package func latches(_ met: PartSet) -> PartSet {
        var latches = PartSet()
        for (part, condition) in parts.enumerated() where condition.rearm != nil {
            latches[part] = met[part]
        }
        return latches
    }
}
