/// How much monitors may ask for, so that what a transaction pays for them stays bounded.
package enum MonitorLimits {
    /// Conditions of one monitor, 2 at least: a person still understands them.
    package static let conditions = 8
    /// Steps of a ladder, 2 at least: as many as a set of parts has bits.
    package static let steps = 16
    /// Tests of metadata in a selection of balances.
    package static let metaDataMatches = 4
    /// Monitors of one balance, ledger or roll-up that have to be asked at every change, because no
    /// index of thresholds can tell when they matter: each costs a read of its record.
    package static let asked = 32
    /// Selections that are summed up in one currency: one bit of a balance for each.
    package static let rollUps = 64
    /// Rules of one ledger: those with one override key are looked through when one fires.
    package static let ledgerRules = 256
    /// Balances in the store up to which one more selection may be summed up: the first time they
    /// are all looked at, which holds up the writer for a second or two.
    package static let balances: UInt64 = 250_000
    /// Nanoseconds of a cooldown: 366 days.
    package static let cooldown: Int64 = 366 * 86_400 * 1_000_000_000
    /// Bytes of an override key and of a severity.
    package static let wordLength = 64
}
