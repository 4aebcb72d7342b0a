import Glibc

extension Journal {
    /// Opens the journal of a data folder, or makes it, and replays what a state doesn't hold.
    ///
    /// - Parameters:
    ///   - dataFolder: an absolute path; nobody else may have the folder.
    ///   - number: the last record that the state holds, durably; 0 for none.
    ///   - replay: is given every record behind that, in order. It is called only with records that
    ///     are intact and durable, before what is behind them has been looked at.
    package init<Failure: ExpressibleByJournalError>(
        in dataFolder: String, after number: UInt64, options: Options = Options(),
        replay: (_ number: UInt64, _ payload: Span<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        try self.init(
            in: dataFolder, after: number, options: options, on: LocalDisk(), replay: replay)
    }

    init<Failure: ExpressibleByJournalError>(
        in dataFolder: String, after number: UInt64, options: Options, on disk: any Disk,
        replay: (_ number: UInt64, _ payload: Span<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        let blockSize = SegmentHeader.size
        precondition(
            options.segmentSize > blockSize && options.segmentSize % blockSize == 0,
            "a segment is some blocks of 4096 bytes")
        let folder = dataFolder + "/journal"
        let names: [String]
        do throws(FileFailure) {
            try disk.makeFolder(folder)
            if options.keepsArchive { try disk.makeFolder(Self.archive(in: folder)) }
            names = try disk.names(in: folder)
            // A process that was killed may have named a segment and not come to this.
            try disk.syncFolder(folder)
        } catch {
            throw Failure(.file(error))
        }
        let segments = Self.segments(names)
        let end = try Replay(disk: disk, folder: folder, after: number)
            .run(segments, mayBeMissing: options.mayBeMissing, replay)
        let spares: Spares
        do throws(FileFailure) {
            let numbers = try Self.tidied(names, of: options.segmentSize, in: folder, on: disk)
            spares = Spares(numbers, of: options.segmentSize, in: folder, on: disk)
        } catch {
            throw Failure(.file(error))
        }
        self.init(disk, folder, options, spares, segments, end)
    }

    /// Replays what a state doesn't hold, and changes nothing: no file is made or removed.
    package static func read<Failure: ExpressibleByJournalError>(
        in dataFolder: String, after number: UInt64, options: Options = Options(),
        replay: (_ number: UInt64, _ payload: Span<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        let disk = LocalDisk()
        let folder = dataFolder + "/journal"
        let names: [String]
        do throws(FileFailure) { names = try disk.names(in: folder) } catch {
            guard error.code == ENOENT else { throw Failure(.file(error)) }
            names = []
        }
        _ = try Replay(disk: disk, folder: folder, after: number)
            .run(segments(names), mayBeMissing: options.mayBeMissing, replay)
    }

    private static func segments(_ names: [String]) -> [SegmentName] {
        names.compactMap(SegmentName.init).sorted { $0.first < $1.first }
    }

    static func archive(in folder: String) -> String { folder + "/archive" }

    /// The numbers of the spare files that can be used; the others are removed, as are those that
    /// a crash left half done. That they may come back in another crash does no harm.
    private static func tidied(
        _ names: [String], of size: Int, in folder: String, on disk: any Disk
    ) throws(FileFailure) -> [UInt64] {
        var numbers: [UInt64] = []
        for name in names.sorted() {
            let path = folder + "/" + name
            if SpareName.isDraft(name) {
                try disk.remove(path)
            } else if let number = SpareName.number(name) {
                if numbers.count < Spares.max, try disk.open(path).size() == size {
                    numbers.append(number)
                } else {
                    try disk.remove(path)
                }
            }
        }
        return numbers
    }
}
