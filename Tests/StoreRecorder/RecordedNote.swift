import Foundation
package import Ledger

/// A line of what a recorded store answered. It stands in the trace where the caller had it: what
/// comes before is promised, whatever happens next.
package enum RecordedNote: Equatable, Sendable {
    /// Somebody saw the store as of this sequence, with so many notes applied.
    case seen(sequence: UInt64, notes: UInt64)
    /// A transaction was made by this reference.
    case applied(String, TransactionID)
    /// A transaction was refused.
    case refused(String)
    /// The hash of a commit, told at the end of a run.
    case commit(sequence: UInt64, hash: String)
}

extension RecordedNote: CustomStringConvertible {
    package var description: String {
        switch self {
        case .seen(let sequence, let notes): "seen \(sequence) \(notes)"
        case .applied(let reference, let id): "applied \(reference) \(id.bits)"
        case .refused(let reference): "refused \(reference)"
        case .commit(let sequence, let hash): "commit \(sequence) \(hash)"
        }
    }

    /// Nil for anything else.
    package init?(_ line: some StringProtocol) {
        let words = String(line).components(separatedBy: " ")
        switch (words.first, words.count) {
        case ("seen", 3):
            guard let sequence = UInt64(words[1]), let notes = UInt64(words[2]) else { return nil }
            self = .seen(sequence: sequence, notes: notes)
        case ("applied", 3):
            guard let bits = UInt128(words[2]) else { return nil }
            self = .applied(words[1], TransactionID(bits: bits))
        case ("refused", 2): self = .refused(words[1])
        case ("commit", 3):
            guard let sequence = UInt64(words[1]) else { return nil }
            self = .commit(sequence: sequence, hash: words[2])
        default: return nil
        }
    }
}

extension [UInt8] {
    /// As a note has it.
    package var hexadecimal: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
