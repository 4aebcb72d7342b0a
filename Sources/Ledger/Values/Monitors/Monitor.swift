/// A standing question about a sum that moves, answered in every commit that moves it.
///
/// It is what it watches (`scope`), what it asks (`question`), when it speaks (`trigger`,
/// `cooldown`), and what it remembers of what it said (`standing`).
package struct Monitor: Hashable, Sendable {
    package let id: MonitorID
    /// The number of its creation: 1 for the first of the store. Monitors fire in this order.
    package let ordinal: UInt64
    package var scope: MonitorScope
    package var question: MonitorQuestion
    package var trigger: Trigger
    /// The least time between two firings, in nanoseconds; nil for none.
    package var cooldown: Int64?
    /// Of all enabled monitors that cover a balance and have the same key, only the most specific
    /// works. Empty: it overrides nothing and isn't overridden.
    package var overrideKey: String
    package var isEnabled: Bool
    package var description: String
    package var callBackURL: String
    package var metaData: MetaData
    package let createdAt: Timestamp
    /// The request that made it, kept where the client gave the id: its repeat is compared with it.
    package let request: CreateMonitor?
    package var updatedAt: Timestamp
    /// 1 when made, and one more for each update. Firing doesn't count.
    package var version: UInt64
    /// Its firings, on whichever balance and step.
    package var firings: FiringRecord
    /// What it remembers of its parts. A ledger rule remembers it for each balance apart.
    package var standing: MonitorStanding

    package init(
        id: MonitorID, ordinal: UInt64, scope: MonitorScope, question: MonitorQuestion,
        trigger: Trigger = .crossing, cooldown: Int64? = nil, overrideKey: String = "",
        isEnabled: Bool = true, description: String = "", callBackURL: String = "",
        metaData: MetaData = .empty, createdAt: Timestamp, request: CreateMonitor? = nil
    ) {
        self.id = id
        self.ordinal = ordinal
        self.scope = scope
        self.question = question
        self.trigger = trigger
        self.cooldown = cooldown
        self.overrideKey = overrideKey
        self.isEnabled = isEnabled
        self.description = description
        self.callBackURL = callBackURL
        self.metaData = metaData
        self.createdAt = createdAt
        self.request = request
        self.updatedAt = createdAt
        self.version = 1
        self.firings = FiringRecord()
        self.standing = MonitorStanding(of: question)
    }
}

/// When a monitor whose condition holds fires.
package enum Trigger: UInt8, CaseIterable, Sendable {
    /// When the condition becomes true; again only after it was false.
    case crossing = 0
    /// With every transaction that changes a watched figure and leaves the condition true.
    case everyMatch = 1
    /// As by crossing, and told too when the condition becomes false again.
    case bothEdges = 2
}

/// A monitor with its answer of now.
package struct MonitorView: Hashable, Sendable {
    package var monitor: Monitor
    /// Which of its parts hold now; nil for a ledger rule, which has an answer for each balance.
    package var met: PartSet?
    /// What it looks at now; nil for a ledger rule.
    package var figures: Figures?

    package init(monitor: Monitor, met: PartSet? = nil, figures: Figures? = nil) {
        self.monitor = monitor
        self.met = met
        self.figures = figures
    }

    /// A monitor that looks at these figures; none is a ledger rule's.
    package init(_ monitor: Monitor, _ figures: Figures?) {
        self.init(
            monitor: monitor, met: figures.map { monitor.met(by: $0) }, figures: figures)
    }

    /// Whether its condition holds, or of a ladder any step; nil for a ledger rule.
    package var isMet: Bool? { met.map { monitor.question.isMet($0) } }
}

extension Monitor {
    /// Which of its parts hold for these figures. Switched off it doesn't follow them, and only
    /// says what the conditions say.
    package func met(by figures: Figures) -> PartSet {
        question.met(by: figures, since: isEnabled ? standing.latched : PartSet())
    }
}
