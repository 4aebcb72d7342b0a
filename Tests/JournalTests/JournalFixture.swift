import TestSupport
import Testing

@testable import Journal

/// What tests of a journal do again and again, on whatever disk it lies.
struct JournalFixture {
    let disk: any Disk
    let folder: String
    var options = Journal.Options()

    init(_ disk: any Disk = TracedDisk(), in folder: String = "/d", blocks: Int = 2) {
        self.disk = disk
        self.folder = folder
        options.segmentSize = blocks * SegmentHeader.size
        // Whatever is done beside would come at another time each time.
        options.preparesAhead = false
    }

    func open(after number: UInt64 = 0) throws(JournalError) -> Journal {
        try Journal(in: folder, after: number, options: options, on: disk) {
            (_, _) throws(JournalError) in
        }
    }

    /// The records that are replayed behind one.
    func records(after number: UInt64 = 0) throws(JournalError) -> [UInt64: [UInt8]] {
        var records: [UInt64: [UInt8]] = [:]
        _ = try Journal(in: folder, after: number, options: options, on: disk) {
            (number, payload) throws(JournalError) in records[number] = copied(payload)
        }
        return records
    }

    /// Opens the journal, writes synced records and closes it.
    func write(_ payloads: [[UInt8]], after number: UInt64 = 0) throws(JournalError) {
        var journal = try open(after: number)
        for payload in payloads { _ = try journal.append(payload.span) }
        try journal.sync()
    }

    /// What `write` of these is to bring back.
    static func numbered(_ payloads: [[UInt8]], from first: UInt64 = 1) -> [UInt64: [UInt8]] {
        Dictionary(
            uniqueKeysWithValues: payloads.enumerated().map { (first + UInt64($0), $1) })
    }

    /// Bytes that tell where they come from.
    static func payload(_ size: Int, _ seed: Int = 1) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ seed &* 31 &+ 1) }
    }

    /// The size of the payload that leaves so many bytes of a segment behind its header.
    func filling(leaving room: Int) -> Int {
        options.segmentSize - SegmentHeader.size - RecordFrame.headerSize - room
    }
}

extension Journal {
    mutating func append(_ payload: [UInt8]) throws(JournalError) -> UInt64 {
        try append(payload.span)
    }
}
