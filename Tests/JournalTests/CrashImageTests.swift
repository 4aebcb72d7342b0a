import Foundation
import TestSupport
import Testing

@testable import Journal

/// Journals as a crash may leave them, at every point of random runs: IMAGES says how many, SEED
/// repeats one run.
@Suite struct `A journal after a crash` {
    /// Runs go side by side.
    private static let lanes = 4

    @Test(arguments: 0..<lanes)
    func `has every record that was synced, in order, and none that was not appended`(
        lane: Int
    ) throws {
        var tally = Tally()
        for seed in seeds(lane) {
            try crash(seed, &tally) { (verdict, seed, point) in
                #expect(verdict == .right, "seed \(seed), after event \(point)")
            }
            if tally.images >= Self.images / Self.lanes { break }
        }
        #expect(tally.images >= Self.images / Self.lanes || SeededGenerator.replayed != nil)
    }

    /// The control: this must find lost records, or it finds nothing.
    @Test(arguments: [FileFailure.Operation.sync, .syncFolder])
    func `would be found to lose records if a sync were left out`(
        operation: FileFailure.Operation
    ) throws {
        var tally = Tally()
        for seed in SeededGenerator.seeds(200) where tally.lost < 3 {
            try crash(seed, leavingOut: operation, &tally) { _, _, _ in }
        }
        #expect(tally.lost >= 3)
    }

    private struct Tally {
        var images = 0
        var lost = 0
    }

    private static var images: Int {
        ProcessInfo.processInfo.environment["IMAGES"].flatMap(Int.init)
            ?? (SeededGenerator.isDeep ? 100_000 : 3000)
    }

    private func seeds(_ lane: Int) -> [UInt64] {
        if let seed = SeededGenerator.replayed { return lane == 0 ? [seed] : [] }
        return SeededGenerator.seeds(Self.images)
    }

    /// Plays one run, and makes an image after each thing that was done to the disk. Some of them
    /// are played on, and crash again.
    private func crash(
        _ seed: UInt64, leavingOut: FileFailure.Operation? = nil, _ tally: inout Tally,
        _ report: (JournalModel.Verdict, _ seed: UInt64, _ point: Int) -> Void
    ) throws {
        var random = SeededGenerator(seed: ~seed)
        let left: Set<FileFailure.Operation> = leavingOut.map { [$0] } ?? []
        var play = JournalPlay(on: TracedDisk(leavingOut: left), seed: seed)
        try play.run(20)
        var (disk, model) = (CrashedDisk(), JournalModel())
        for (point, event) in play.disk.events.enumerated() {
            disk.play(event)
            if case .note(let note) = event { model.note(note) }
            var (image, found) = (disk.image(&random), model)
            while true {
                let crashed = TracedDisk(image, leavingOut: left)
                let verdict = found.verdict(on: crashed, JournalPlay.options)
                report(verdict, seed, point)
                tally.images += 1
                if case .lost = verdict { tally.lost += 1 }
                guard verdict == .right, random.chance(25) else { break }
                (image, found) = try goOn(image, found, left, &random)
            }
        }
    }

    /// Uses a disk that crashed before, and crashes at one point of that.
    private func goOn(
        _ image: [String: [UInt8]], _ model: JournalModel, _ left: Set<FileFailure.Operation>,
        _ random: inout SeededGenerator
    ) throws -> ([String: [UInt8]], JournalModel) {
        var play = JournalPlay(
            on: TracedDisk(image, leavingOut: left), model, seed: random.next())
        try play.run(4)
        var (disk, model) = (CrashedDisk(image), model)
        let events = play.disk.events
        for event in events.prefix(Int.random(in: 0...events.count, using: &random)) {
            disk.play(event)
            if case .note(let note) = event { model.note(note) }
        }
        return (disk.image(&random), model)
    }
}
