import Foundation
import Store
import TestSupport
import Testing

/// Stores as a crash may leave them, journal and LMDB together, at any point of recorded runs.
///
/// A run is recorded by another process with every call on its files noted; images of what a crash
/// at a random point may leave are opened here. One of them is what the next run begins with, so
/// that crashes of what follows a crash are among them.
///
/// IMAGES says how many, SEED repeats a run, and what follows on it.
@Suite struct `A crash at any point` {
    private static let lanes = 2
    private static let imagesPerRun = 125
    private static let runsPerStore = 4
    private static let stepsPerRun = 60
    /// Images between two that are verified, which takes longer than to open them.
    private static let verifiedEvery = 50

    private static var images: Int {
        ProcessInfo.processInfo.environment["IMAGES"].flatMap(Int.init)
            ?? (SeededGenerator.isDeep ? 100_000 : 2000)
    }

    @Test(arguments: 0..<lanes)
    func `leaves a store that has all it answered, and nothing else`(lane: Int) async throws {
        let library = try await DiskTraceLibrary()
        let wanted = Self.images / Self.lanes
        var made = 0
        while made < wanted {
            guard SeededGenerator.replayed == nil || lane == 0 && made == 0 else { break }
            var story = CrashStory(
                seed: SeededGenerator.seeds(1)[0], steps: Self.stepsPerRun, library)
            for _ in 0..<Self.runsPerStore {
                try await story.record()
                let images = Self.imagesPerRun
                made += try story.crash(images, verifiedEvery: Self.verifiedEvery) { found in
                    #expect(found.verdict == .kept, "\(found)")
                    return found.verdict == .kept
                }
            }
        }
        #expect(made >= wanted || SeededGenerator.replayed != nil)
    }

    /// The trace has all that was written, or what is made of it says nothing.
    @Test func `is made of a trace that has everything`() async throws {
        var story = CrashStory(
            seed: SeededGenerator.seeds(1)[0], steps: Self.stepsPerRun,
            try await DiskTraceLibrary())
        for _ in 0..<2 {
            #expect(try await story.record(), "SEED=\(story.seed)")
            _ = try story.crash(1, verifiedEvery: 1) { _ in true }
        }
    }

    /// The controls: what loses answers must be found to, or nothing here would be found.
    @Test(arguments: ["store/journal", "store/data.mdb"])
    func `would be found to lose answers if syncs were left out`(of path: String) async throws {
        let library = try await DiskTraceLibrary()
        var found = 0
        for _ in 0..<Self.controlRuns where found < Self.controlFinds {
            var story = CrashStory(
                seed: SeededGenerator.seeds(1)[0], steps: Self.stepsPerRun, library
            ) { $0.hasPrefix(path) }
            try await story.record()
            _ = try story.crash(Self.imagesPerRun, verifiedEvery: .max) { image in
                if image.verdict != .kept { found += 1 }
                return true
            }
        }
        #expect(found >= Self.controlFinds)
    }

    private static let controlRuns = 8
    private static let controlFinds = 3
}
