/// Reads a journal's segments in order, and finds where it ends.
///
/// A record is synced before the next one is written, so a crash can only have torn the last one:
/// what isn't intact there is cut off. Anything else that isn't as it was written is damage.
struct Replay {
    let disk: any Disk
    let folder: String
    /// The state holds the records up to this one.
    let after: UInt64

    /// Where a journal ends.
    struct End {
        /// The number of the last record.
        let last: UInt64
        /// The segment that the next record goes to; nil if it needs a new one.
        let segment: Segment?
    }

    /// Hands out the records behind the state's.
    func run<Failure: ExpressibleByJournalError>(
        _ names: [SegmentName], mayBeMissing: Bool,
        _ body: (UInt64, Span<UInt8>) throws(Failure) -> Void
    ) throws(Failure) -> End {
        guard let first = names.first else {
            guard after == 0 || mayBeMissing else { throw Failure(.missing(after: after)) }
            return End(last: after, segment: nil)
        }
        // Those before it are covered by the state: nothing in them is needed, and one may be gone
        // already and another not.
        guard let start = names.lastIndex(where: { $0.first <= after + 1 }) else {
            throw Failure(gap(after + 1, first, at: 0, of: first))
        }
        var last = names[start].first - 1
        for index in start..<names.count {
            var reader = try opened(names[index], Failure.self)
            last = try records(&reader, behind: last, body)
            if index + 1 < names.count {
                let next = names[index + 1]
                guard next.first == last + 1 else {
                    throw Failure(gap(last + 1, next, at: reader.position, of: reader.name))
                }
            } else {
                return try end(&reader, last, Failure.self)
            }
        }
        return End(last: last, segment: nil)
    }

    /// The number of the last record of a segment.
    private func records<Failure: ExpressibleByJournalError>(
        _ reader: inout SegmentReader, behind last: UInt64,
        _ body: (UInt64, Span<UInt8>) throws(Failure) -> Void
    ) throws(Failure) -> UInt64 {
        var number = last + 1
        while try reader.next(
            number,
            { (payload) throws(Failure) in
                if number > after { try body(number, payload) }
            })
        {
            number += 1
        }
        return number - 1
    }

    private func opened<Failure: ExpressibleByJournalError>(
        _ name: SegmentName, _: Failure.Type
    ) throws(Failure) -> SegmentReader {
        do throws(JournalError) { return try SegmentReader(disk, folder, name) } catch {
            throw Failure(error)
        }
    }

    private func end<Failure: ExpressibleByJournalError>(
        _ reader: inout SegmentReader, _ last: UInt64, _: Failure.Type
    ) throws(Failure) -> End {
        do throws(JournalError) {
            let rest = try reader.rest(behind: last + 1)
            guard rest != .records else {
                throw .damaged(file: reader.name.text, offset: reader.position, .record)
            }
            guard last >= after else { throw .endsEarly(last: last, after: after) }
            // Over leftovers nothing is written, so that they stay what they are however often a
            // crash comes while the next record is written.
            return End(last: last, segment: rest == .unused ? Segment(reader) : nil)
        } catch {
            throw Failure(error)
        }
    }

    private func gap(
        _ expected: UInt64, _ found: SegmentName, at offset: Int, of name: SegmentName
    ) -> JournalError {
        .damaged(
            file: name.text, offset: offset, .gap(expected: expected, found: found.first))
    }
}
