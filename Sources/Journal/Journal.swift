/// An append-only file of records, numbered 1, 2, 3, …, that come back after a crash.
///
/// It knows nothing of what is in the records. They lie one after the other in files of 8 MiB, the
/// segments, in the folder `journal` of the data folder. What has been synced is replayed, in
/// order, when the journal is opened again; what was appended and not synced may be.
///
/// **At most the last record can be torn**, because each is synced before the next is written:
/// `append` does it if the caller has not. So an end that isn't intact is cut off, and anything
/// else that isn't is damage: the journal then refuses to open, and nothing is changed. It is taken
/// for granted that a disk writes a sector of 512 bytes whole or not at all.
///
/// It has no lock of its own: whoever changes it has it alone, as with every value. A write or sync
/// that failed ends it for good, since nobody knows what then is on the disk: every later call
/// throws the same again.
package struct Journal: ~Copyable, Sendable {
    /// Bytes of the largest record: what a replay has to have room for in memory.
    package static let recordMax = 256 << 20

    let options: Options
    let disk: any Disk
    /// The path of `journal`.
    let folder: String
    let spares: Spares
    /// All segments in order; the last is the one that is written, or was.
    var segments: [SegmentName]
    /// Nil if the next record needs a new one.
    var current: Segment?
    /// Why it has ended.
    var failure: JournalError?

    /// The number of the last record, synced or not; that of the state it was opened behind if
    /// there is none.
    package internal(set) var tail: UInt64
    var isSynced = true
    private var buffer: [UInt8] = []

    /// How a journal keeps its files.
    package struct Options: Sendable {
        /// Bytes of a segment; the space it takes is about twice this, and more while the state
        /// lags behind. A record that is larger gets a segment of its own size.
        package var segmentSize = 8 << 20
        /// Whether segments that are covered go to the folder `archive` in `journal` instead of
        /// being used again, so that the state can be made again as of any time.
        package var keepsArchive = false
        /// Whether a state that has records behind it may come without its journal: one restored
        /// from a copy.
        package var mayBeMissing = false
        /// Whether the next segment is prepared on a thread of its own.
        var preparesAhead = true

        package init() {}
    }

    init(
        _ disk: any Disk, _ folder: String, _ options: Options, _ spares: Spares,
        _ segments: [SegmentName], _ end: Replay.End
    ) {
        self.disk = disk
        self.folder = folder
        self.options = options
        self.spares = spares
        self.segments = segments
        current = end.segment
        tail = end.last
        if options.preparesAhead { spares.prepareAhead() }
    }

    deinit { spares.close() }
}

// MARK: - Writing

extension Journal {
    /// Writes a record of 1 to `recordMax` bytes; returns its number. It is durable after `sync`.
    package mutating func append(_ payload: Span<UInt8>) throws(JournalError) -> UInt64 {
        guard 1...Self.recordMax ~= payload.count else { throw .recordSize(payload.count) }
        try sync()
        let frame = RecordFrame.size(payload: payload.count)
        let isNew = (current?.room ?? 0) < frame
        if isNew { try begin(for: frame) }
        do throws(FileFailure) {
            try current?.write(payload, number: tail + 1, buffer: &buffer)
        } catch {
            throw ended(by: .file(error))
        }
        tail += 1
        isSynced = false
        if buffer.count > Self.bufferMax { buffer = [] }
        if isNew, options.preparesAhead { spares.prepareAhead() }
        return tail
    }

    /// Makes the last record durable.
    package mutating func sync() throws(JournalError) {
        if let failure { throw failure }
        guard !isSynced else { return }
        do throws(FileFailure) { try current?.sync() } catch { throw ended(by: .file(error)) }
        isSynced = true
    }

    /// Kept between records: what an ordinary group of commands takes.
    private static var bufferMax: Int { 1 << 20 }

    /// Begins the segment that the next record goes to.
    private mutating func begin(for frame: Int) throws(JournalError) {
        let name = SegmentName(first: tail + 1)
        let spare = try spareFile(for: frame)
        do throws(FileFailure) {
            current = try Segment(from: spare, name, in: folder, on: disk)
        } catch {
            throw ended(by: .file(error))
        }
        // One that has the name already holds no record, and this took its place.
        if segments.last != name { segments.append(name) }
    }

    private mutating func spareFile(for frame: Int) throws(JournalError) -> String {
        let size = SegmentHeader.size + frame
        do throws(JournalError) {
            guard size > options.segmentSize else { return try spares.take() }
            let blocks = (size + SegmentHeader.size - 1) / SegmentHeader.size
            return try spares.take(of: blocks * SegmentHeader.size)
        } catch {
            throw error == .diskFull ? error : ended(by: error)
        }
    }

    /// Notes that nothing more will be written.
    mutating func ended(by failure: JournalError) -> JournalError {
        self.failure = failure
        return failure
    }
}
