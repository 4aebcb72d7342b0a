import Foundation
import Ledger
import Store
import StoreRecorder
import TestSupport

/// What a store has promised by a point of its trace, and what it may ever hold.
struct Promises {
    private var sequence: UInt64 = 0
    private var notes: UInt64 = 0
    /// The last answers, by reference: nil for a refusal.
    private var answers: [(reference: String, id: TransactionID?)] = []
    private static let answersMax = 200
    /// The hashes of all commits of the run.
    private var history: [UInt64: String] = [:]

    /// Takes in what is known only at the end.
    mutating func foresee(_ note: RecordedNote) {
        if case .commit(let sequence, let hash) = note { history[sequence] = hash }
    }

    mutating func take(_ note: RecordedNote) {
        switch note {
        case .seen(let sequence, let notes): (self.sequence, self.notes) = (sequence, notes)
        case .applied(let reference, let id): remember(reference, id)
        case .refused(let reference): remember(reference, nil)
        case .commit: break
        }
    }

    private mutating func remember(_ reference: String, _ id: TransactionID?) {
        answers.append((reference, id))
        if answers.count > Self.answersMax { answers.removeFirst() }
    }
}

// MARK: - Kept or not

extension Promises {
    enum Verdict: Equatable {
        case kept
        /// The store doesn't open, or something in it is damaged.
        case damaged(String)
        /// What was answered or seen is not there.
        case lost(String)
        /// Something is there that never was.
        case invented(String)
    }

    /// Opens the store in a folder, as a server does after a crash, and looks for what it promised.
    func verdict(on folder: String) -> Verdict {
        do {
            let store = try LedgerStore(folder: folder, options: Self.options)
            defer { store.close() }
            return try store.read { (view) in try verdict(on: view) }
        } catch {
            return .damaged("\(error)")
        }
    }

    /// By a clock that stands still, so that the least falls due while somebody looks.
    private static var options: StoreOptions {
        var options = StoreOptions.recorded
        options.now = { .zero }
        return options
    }

    private func verdict(on view: borrowing StoreView) throws -> Verdict {
        guard view.sequence >= sequence, view.state.noteCount >= notes else {
            return .lost("\(view.sequence) and \(view.state.noteCount), not \(sequence), \(notes)")
        }
        var last = view.sequence
        while last > 0, let commit = try view.commit(last),
            commit.chainHash.hexadecimal != history[last]
        {
            guard try isByTimer(commit, view) else { return .invented("commit \(last)") }
            last -= 1
        }
        guard last >= sequence else { return .invented("another commit \(last + 1)") }
        for number in Set([1, sequence / 2, sequence]) where number > 0 && number <= last {
            guard let hash = try view.commit(number)?.chainHash.hexadecimal else {
                return .lost("commit \(number)")
            }
            guard hash == history[number] else { return .invented("commit \(number)") }
        }
        return try verdictOnAnswers(view)
    }

    /// What was due before the crash is done as soon as the store is open again.
    private func isByTimer(
        _ commit: CommitRecord, _ view: borrowing StoreView
    ) throws -> Bool {
        for id in commit.transactions {
            let reference = try view.transaction(id)?.reference.description
            guard reference?.hasPrefix(TransactionKind.prefix) == true else { return false }
        }
        return !commit.transactions.isEmpty
    }

    private func verdictOnAnswers(_ view: borrowing StoreView) throws -> Verdict {
        for (reference, id) in answers {
            guard let name = Reference(reference) else { continue }
            let found = try view.transactionID(name)
            if let id, found != id { return .lost(reference) }
            if id == nil, found != nil { return .invented(reference) }
        }
        return .kept
    }

    /// Verifies what is in a folder, journal and LMDB together.
    static func verification(of folder: String) -> Verdict {
        do {
            guard FileManager.default.fileExists(atPath: folder + "/data.mdb") else { return .kept }
            var findings: [String] = []
            let result = try LedgerStore.verify(folder: folder, options: options, findingsMax: 3) {
                findings += $0.findings.map { "\($0)" }
                return true
            }
            return result.findingCount == 0
                ? .kept : .damaged("verified: " + findings.joined(separator: "; "))
        } catch {
            return .damaged("verified: \(error)")
        }
    }
}
