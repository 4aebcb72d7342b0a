import Foundation
import TestSupport

/// A store that runs, crashes, and runs again on what the crash left.
struct CrashStory {
    /// What an image came to.
    struct Found: CustomStringConvertible {
        let verdict: Promises.Verdict
        let seed: UInt64
        let run: Int
        /// After how many events of the run's trace the crash came.
        let point: Int

        var description: String { "SEED=\(seed), run \(run), event \(point): \(verdict)" }
    }

    let seed: UInt64
    private let steps: Int
    private let library: DiskTraceLibrary
    private let leavesOut: @Sendable (String) -> Bool
    private let place = TemporaryFolder(inMemory: true)
    private var random: SeededGenerator
    private var run = 0
    private var recording: Recording?
    /// What the next run begins with.
    private var base = FolderImage()
    private var promises = Promises()

    init(
        seed: UInt64, steps: Int, _ library: DiskTraceLibrary,
        leavingOut: @escaping @Sendable (String) -> Bool = { _ in false }
    ) {
        self.seed = seed
        self.steps = steps
        self.library = library
        leavesOut = leavingOut
        random = SeededGenerator(seed: seed)
    }

    /// Has the store run; whether the trace gives the files that the run left.
    @discardableResult
    mutating func record() async throws -> Bool {
        run += 1
        let folder = place.subfolder("run")
        try base.write(to: folder)
        let recording = try await Recording(
            in: folder, seed: seed &+ UInt64(run), steps: steps, library)
        self.recording = recording
        var end = CrashedFolder(base) { _ in false }
        for event in recording.events { end.play(event) }
        // Reader slots are no part of the state, and not written by calls.
        return try end.now.isSame(as: folder, except: ["store/lock.mdb"])
    }

    /// Has it crash at random points of the last run, and judges what each leaves.
    ///
    /// - Parameter judge: whether the store may go on with this one.
    /// - Returns: how many images were made.
    mutating func crash(
        _ count: Int, verifiedEvery: Int, _ judge: (Found) -> Bool
    ) throws -> Int {
        guard let recording else { return 0 }
        let events = recording.events
        var points = (0..<count).map { _ in Int.random(in: 0...events.count, using: &random) }
        points.sort()
        let next = Int.random(in: 0..<count, using: &random)
        var (folder, promises) = (CrashedFolder(base, leavingOut: leavesOut), promises)
        for note in recording.notes.values.joined() { promises.foresee(note) }
        var (done, survivor) = (0, (image: base, promises: promises))
        for (number, point) in points.enumerated() {
            for index in done..<point {
                if let notes = recording.notes[index] {
                    for note in notes { promises.take(note) }
                } else {
                    folder.play(events[index])
                }
            }
            done = point
            let image = image(of: folder, before: events[point...].first)
            let verifies = number % verifiedEvery == verifiedEvery - 1
            let verdict = try verdict(of: image, promises, verifies: verifies)
            let found = Found(verdict: verdict, seed: seed, run: run, point: point)
            if judge(found), number == next { survivor = (image, promises) }
        }
        (base, self.promises) = survivor
        return count
    }

    private mutating func image(of folder: CrashedFolder, before event: DiskEvent?) -> FolderImage {
        var folder = folder
        if let event, random.chance(50) { folder.begin(event) }
        return folder.image(&random)
    }

    private func verdict(
        of image: FolderImage, _ promises: Promises, verifies: Bool
    ) throws -> Promises.Verdict {
        if verifies {
            let verdict = try inFreshFolder(image) { Promises.verification(of: $0) }
            guard verdict == .kept else { return verdict }
        }
        return try inFreshFolder(image) { promises.verdict(on: $0) }
    }

    /// Another folder each time: a process that the other lane starts has, until it has become the
    /// recorder, the locks of this one too.
    private func inFreshFolder<R>(_ image: FolderImage, _ body: (String) -> R) throws -> R {
        let folder = TemporaryFolder(inMemory: true)
        try image.write(to: folder.path)
        return body(folder.path + "/store")
    }
}
