import Checksum

/// Reads the records of one segment, from the first to the last that is intact.
struct SegmentReader {
    let name: SegmentName
    let file: any DiskFile
    let header: SegmentHeader
    /// Where the next record is to begin.
    private(set) var position = SegmentHeader.size
    private var window: ReadWindow

    init(_ disk: any Disk, _ folder: String, _ name: SegmentName) throws(JournalError) {
        let size: Int
        do throws(FileFailure) {
            file = try disk.open(folder + "/" + name.text)
            try file.settle()
            size = try file.size()
        } catch {
            throw .file(error)
        }
        self.name = name
        window = ReadWindow(file, fileSize: size)
        let block = try window.load(SegmentHeader.size, at: 0)
        header = try SegmentHeader(Array(window.bytes[block]), of: name, fileSize: size)
    }

    /// Hands out the payload of the next record, which has to have this number; false if it isn't
    /// there, or not intact.
    mutating func next<Failure: ExpressibleByJournalError>(
        _ number: UInt64, _ body: (Span<UInt8>) throws(Failure) -> Void
    ) throws(Failure) -> Bool {
        let frame: Range<Int>?
        do throws(JournalError) {
            frame = try intact(at: position, numbered: number...number)
        } catch {
            throw Failure(error)
        }
        guard let frame else { return false }
        let payload = RecordFrame.payload(of: window.bytes.span, at: frame.lowerBound)
        try body(window.bytes.span.extracting(payload))
        position += frame.count
        return true
    }

    /// Where in the window an intact record stands that begins at `offset`; nil where none does.
    private mutating func intact(
        at offset: Int, numbered numbers: ClosedRange<UInt64>
    ) throws(JournalError) -> Range<Int>? {
        let start = try window.load(RecordFrame.headerSize, at: offset)
        guard start.count == RecordFrame.headerSize,
            let size = plausibleSize(start, room: header.segmentSize - offset, numbers)
        else { return nil }
        let frame = try window.load(size, at: offset)
        let isIntact = RecordFrame.isIntact(
            window.bytes.span.extracting(frame), salt: header.salt, position: offset)
        return isIntact ? frame : nil
    }

    /// The size of the record whose first bytes stand there in the window.
    private func plausibleSize(
        _ start: Range<Int>, room: Int, _ numbers: ClosedRange<UInt64>
    ) -> Int? {
        let bytes = window.bytes.span.extracting(start)
        guard numbers.contains(RecordFrame.number(bytes, salt: header.salt)) else { return nil }
        return RecordFrame.length(bytes, room: room).map { RecordFrame.size(payload: $0) }
    }
}

// MARK: - What is behind

extension SegmentReader {
    /// What stands from the position on, where the record of a number isn't.
    enum Rest: Equatable {
        /// Zeros: nothing was ever written there.
        case unused
        /// A record that was not written whole, or what an earlier use of the file left.
        case leftovers
        /// Intact records. So the one that isn't was damaged later.
        case records
    }

    /// Looks through all the rest.
    mutating func rest(behind number: UInt64) throws(JournalError) -> Rest {
        let blockSize = 4096
        var rest = Rest.unused
        for block in stride(from: position, to: header.segmentSize, by: blockSize) {
            let bytes = try window.load(blockSize, at: block)
            // No record begins in zeros, since none is empty.
            if window.bytes.span.extracting(bytes).isZero { continue }
            rest = .leftovers
            for offset in stride(from: block, to: block + bytes.count, by: RecordFrame.alignment) {
                let between = (offset - position) / RecordFrame.size(payload: 1)
                let numbers = number...number + UInt64(between)
                if try intact(at: offset, numbered: numbers) != nil { return .records }
            }
        }
        return rest
    }
}
