/// What is compared by a verification, in the order in which it is done: what is wrong with one
/// record comes before what shows only over many.
package enum VerifyPhase: Int, CaseIterable, Sendable {
    /// The checksums and forms of all rows.
    case records
    /// The event log, and what it tells of against what there is; where its events are delivered.
    case events
    /// The sums, versions and chains of all balances, from their entries.
    case balances
    /// What leads from one record to another, there and back; where transactions stand, and whose
    /// the money is.
    case indexes
    /// Monitors, their thresholds, and the kinds that their balances know of.
    case monitors
    /// That debits equal credits in each currency.
    case conservation
    /// The hash chain over all commits, from the rows that they appended.
    case chain
}

/// A record that is wrong. Each is named once, with the first that is wrong about it.
package struct VerifyFinding: Hashable, Sendable {
    package let phase: VerifyPhase
    /// The record: its table, and its key as people know it.
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
