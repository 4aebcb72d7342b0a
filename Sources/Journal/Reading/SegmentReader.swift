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
        let number = RecordFrame.number(bytes, at: 0, salt: header.salt)
        guard numbers.contains(number) else { return nil }
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
        let blockSize = 64 << 10
        var rest = Rest.unused
        for block in stride(from: position, to: header.segmentSize, by: blockSize) {
            // A header may reach into the next block.
            let bytes = try window.load(blockSize + RecordFrame.headerSize, at: block)
            // No record begins in zeros, since none is empty.
            if window.bytes.span.extracting(bytes).isZero { continue }
            rest = .leftovers
            for start in plausibleStarts(in: bytes, at: block, behind: number) {
                let numbers = numbers(at: start, behind: number)
                if try intact(at: start, numbered: numbers) != nil { return .records }
            }
        }
        return rest
    }

    /// Those that a record there can have, which would be behind one that should be at `position`.
    private func numbers(at offset: Int, behind number: UInt64) -> ClosedRange<UInt64> {
        number...number + UInt64((offset - position) / RecordFrame.size(payload: 1))
    }

    /// Where in a part of the window, which begins at `offset` of the file, there are numbers as
    /// records there would have them: offsets of the file, and hardly ever any.
    private func plausibleStarts(
        in part: Range<Int>, at offset: Int, behind number: UInt64
    ) -> [Int] {
        let bytes = window.bytes.span.extracting(part)
        let last = numbers(at: offset + part.count, behind: number).upperBound
        var starts: [Int] = []
        var index = 0
        while index + RecordFrame.headerSize <= bytes.count {
            let found = RecordFrame.number(bytes, at: index, salt: header.salt)
            if found >= number && found <= last { starts.append(offset + index) }
            index += RecordFrame.alignment
        }
        return starts
    }
}
