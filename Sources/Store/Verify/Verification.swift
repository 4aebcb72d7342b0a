/// What is compared by a verification, in the order in which it is done.
package enum VerifyPhase: Int, CaseIterable, Sendable {
    /// The hash chain over all commits, from the rows that they appended.
    case chain
    /// The checksums and forms of all rows.
    case records
    /// The sums, versions and chains of all balances, from their entries.
    case balances
    /// That debits equal credits in each currency.
    case conservation
    /// The indexes, against what they lead to and back.
    case indexes
    /// Monitors, their thresholds, and the kinds that their balances know of.
    case monitors
    /// The event log.
    case events
}

/// Something that is wrong in the store.
package struct VerifyFinding: Hashable, Sendable {
    package let phase: VerifyPhase
    /// The record: an id, or a key.
    package let record: String
    /// The commit that it belongs to; 0 for none.
    package let sequence: UInt64
    /// What was expected and what is there.
    package let message: String
}

/// How far a verification is.
package struct VerifyProgress: Sendable {
    package var phase: VerifyPhase
    package var done: Int
    package var total: Int
    /// What is wrong, since the report before.
    package var findings: [VerifyFinding]
}

/// What a verification came to.
package struct VerifyResult: Sendable {
    package let sequence: UInt64
    package let chainHash: [UInt8]
    package let findingCount: Int
}
