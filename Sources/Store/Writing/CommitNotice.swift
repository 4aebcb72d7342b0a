import Ledger

/// That commits were made, for those who wait for something that they may have brought.
package struct CommitNotice: Sendable {
    /// The last of them.
    let sequence: UInt64
    /// When it was made.
    let time: Timestamp
    let arrivals: Arrivals
}

/// What commits may bring beside their events, so that whoever looks after it is woken only then.
package struct Arrivals: OptionSet, Sendable {
    /// Something that falls due.
    package static let dues = Arrivals(rawValue: 1)
    /// A delivery or an endpoint that has become another.
    package static let deliveries = Arrivals(rawValue: 2)

    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }
}
