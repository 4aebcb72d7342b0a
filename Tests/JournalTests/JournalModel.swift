import Testing

@testable import Journal

/// What a journal has to hold, as it was written.
struct JournalModel {
    /// What a run says of itself in the trace of its disk.
    enum Note {
        case appending([UInt8])
        case synced
        /// Another process opened the journal and found so many.
        case found(Int)
        /// The state holds the records up to this one, durably.
        case saved(UInt64)
    }

    /// By number, from 1.
    private(set) var payloads: [[UInt8]] = []
    /// Records that are durable; at most one more was appended.
    private(set) var synced = 0
    /// The last record that the state holds.
    private(set) var saved: UInt64 = 0

    var appended: Int { payloads.count }

    mutating func note(_ note: Note) {
        switch note {
        case .appending(let payload): payloads.append(payload)
        case .synced: synced = payloads.count
        case .found(let count):
            // What it found is durable now, and what it didn't will be written anew.
            payloads.removeLast(payloads.count - count)
            synced = count
        case .saved(let number): saved = number
        }
    }

    /// How what was replayed differs from what it should be.
    enum Verdict: Equatable {
        case right
        /// A synced record is gone.
        case lost(Int)
        /// A record has other bytes, comes in the wrong place, or was never written.
        case invented(Int)
        /// The journal isn't opened any more.
        case refused(JournalError)
    }

    /// Opens the journal on a disk, and compares; a last record that wasn't synced may be there.
    mutating func verdict(on disk: TracedDisk, _ options: Journal.Options) -> Verdict {
        var next = Int(saved) + 1
        var verdict = Verdict.right
        do {
            let journal = try Journal(in: "/d", after: saved, options: options, on: disk) {
                (number, payload) throws(JournalError) in
                let isRight =
                    number == UInt64(next) && next <= payloads.count
                    && payloads[next - 1] == copied(payload)
                if !isRight, verdict == .right { verdict = .invented(next) }
                next += 1
            }
            guard verdict == .right else { return verdict }
            guard next - 1 >= synced else { return .lost(next) }
            guard journal.tail == UInt64(next - 1) else { return .invented(next) }
        } catch {
            return .refused(error)
        }
        note(.found(next - 1))
        return .right
    }
}

func copied(_ bytes: Span<UInt8>) -> [UInt8] {
    var copy: [UInt8] = []
    copy.reserveCapacity(bytes.count)
    for index in bytes.indices { copy.append(bytes[index]) }
    return copy
}
