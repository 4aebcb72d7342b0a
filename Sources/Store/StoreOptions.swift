package import Ledger

/// What the answer to a write promises.
package enum Durability: String, CaseIterable, Sendable {
    /// It is on the disk, and outlives a power cut.
    case disk
    /// The operating system has it, and writes it to the disk next: it outlives the server, but a
    /// power cut may take the last group.
    case os
}

/// How a store is opened.
package struct StoreOptions: Sendable {
    /// Bytes of address space to begin with. It costs nothing until used and doubles by itself.
    package var initialMapBytes = 1 << 30
    /// Commands that may wait for the writer, before a write is refused: enough to fill a few
    /// groups or batches, few enough to stay small.
    package var queueMax = 65_536
    /// Commands applied in one LMDB transaction and made durable by one sync, at most, unless one
    /// batch has more: large enough that the sync no longer counts, small enough that nobody waits
    /// long for the group to end.
    package var groupMax = 4_096
    /// Commands applied before LMDB gets them, at most: so many that the pages which they share are
    /// written once for all of them, so few that neither the commit takes long nor the memory for
    /// their pages grows large.
    package var commitMax = 20_000
    /// How long LMDB may be without what was applied while more comes all the time: what a start
    /// after a crash has to apply again.
    package var commitAge = Duration.seconds(1)
    /// How long nothing has come when LMDB gets what was applied.
    package var commitIdle = Duration.milliseconds(20)
    /// How long to wait before a commit is tried again for which the disk had no room.
    package var stuckPause = Duration.seconds(1)
    /// What the answer to a write promises.
    package var durability = Durability.disk
    /// Whether the journal's files are kept once LMDB has what they hold: with them the store can
    /// be made again as of any time.
    package var keepsJournal = false
    /// Bytes of a file of the journal: what a few commits of LMDB cover. There are about two of
    /// them at a time, and more while LMDB lags behind.
    package var journalSegmentBytes = 8 << 20
    /// Whether a store is opened whose journal is gone, as one is that was restored from a copy of
    /// LMDB's file alone.
    package var acceptsMissingJournal = false
    /// Bytes that stay free on the disk: below it writes are refused and reads go on.
    package var diskReserveBytes = 64 << 20
    /// Views open at once: one for each thread that reads, and some to spare.
    package var viewsMax = 512
    /// Whether a file system shared between machines is taken.
    package var allowsRemoteFolder = false
    /// How long events stay.
    package var retention = EventRetention()
    /// Where time comes from.
    package var now: @Sendable () -> Timestamp
    /// Where chance comes from.
    package var entropy: @Sendable () -> UInt64

    package init(
        now: @escaping @Sendable () -> Timestamp = { .wallClock },
        entropy: @escaping @Sendable () -> UInt64 = { .random(in: 0 ... .max) }
    ) {
        self.now = now
        self.entropy = entropy
    }
}
