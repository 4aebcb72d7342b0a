import Foundation
import Load
import Synchronization
import TidemarkClient

/// Runs a load beside the command's own tasks, and shows how far it is.
struct BenchRun {
    private let plan: LoadPlan

    init(_ plan: LoadPlan) {
        self.plan = plan
    }

    /// What was measured.
    struct Outcome: Sendable {
        let load: LoadResult
        /// Events per second on all streams together, while the load ran.
        var eventRate = 0.0
        /// Seconds until all streams had every event, from the end of the load; nil where one of
        /// them didn't get there.
        var caughtUpAfter: Double?
        /// The same from the beginning until then; 0 where they didn't all get there.
        var deliveryRate = 0.0
    }

    /// Transactions of one call when storing many.
    private static let storedBatch = 5_000
    /// Between two looks at what runs.
    private static let tick = Duration.milliseconds(20)
    /// How long streams may take to get to the end.
    private static let patience = Duration.seconds(60)

    /// Stores transactions before anything is measured.
    func store(_ count: Int, _ bar: inout ProgressBar) async throws {
        var plan = plan
        plan.kind = .transfer
        plan.connections = 1
        plan.batchSize = min(Self.storedBatch, max(2, count))
        plan.inFlight = 2
        plan.warmUp = .zero
        plan.callLimit = max(1, count / plan.batchSize)
        let calls = Int64(plan.callLimit ?? 0)
        _ = try await Self.run(plan, &bar) { done, bar in
            bar.show("preload", done: Int64(done), total: calls)
        }
    }

    /// Runs the load, with so many streams that follow every event.
    func measure(
        subscribers: Int, _ session: Session, _ bar: inout ProgressBar
    ) async throws -> Outcome {
        let streams = try (0..<subscribers).map { _ in try EventStream(to: plan.endpoint) }
        while streams.contains(where: { $0.reached == 0 && !$0.isOver }) {
            try await Task.sleep(for: Self.tick)
        }
        let began = ContinuousClock.now
        let length = plan.warmUp + plan.duration
        let load = try await Self.run(plan, &bar) { done, bar in
            if let limit = plan.callLimit {
                return bar.show(
                    "measuring", done: Int64(done), total: Int64(limit * plan.connections))
            }
            let passed = min(1, (ContinuousClock.now - began) / length)
            bar.show("measuring", done: Int64(passed * 100), total: 100)
        }
        var outcome = Outcome(load: load)
        outcome.eventRate = Self.eventRate(of: streams, since: began)
        outcome.caughtUpAfter = try await wait(for: streams, session)
        if outcome.caughtUpAfter != nil {
            outcome.deliveryRate = Self.eventRate(of: streams, since: began)
        }
        return outcome
    }

    private static func eventRate(
        of streams: [EventStream], since began: ContinuousClock.Instant
    ) -> Double {
        let count = streams.reduce(0) { $0 + $1.eventCount }
        return Double(count) / ((ContinuousClock.now - began) / .seconds(1))
    }

    private func wait(for streams: [EventStream], _ session: Session) async throws -> Double? {
        guard !streams.isEmpty else { return nil }
        let began = ContinuousClock.now
        let last = try await session.client.admin.getStats(.init(), timeout: session.timeout)
        while streams.contains(where: { $0.reached < last.sequence }) {
            if streams.contains(where: \.isOver) { return nil }
            if ContinuousClock.now - began > Self.patience { return nil }
            try await Task.sleep(for: Self.tick)
        }
        return (ContinuousClock.now - began) / .seconds(1)
    }

    private static func run(
        _ plan: LoadPlan, _ bar: inout ProgressBar, show: (Int, inout ProgressBar) -> Void
    ) async throws -> LoadResult {
        let progress = Counter()
        let ending = Ending()
        let thread = Thread {
            do throws(LoadFailure) {
                ending.set(.success(try Load.run(plan, progress: progress)))
            } catch { ending.set(.failure(error)) }
        }
        thread.name = "load"
        thread.start()
        while true {
            if let result = ending.result {
                bar.clear()
                return try result.get()
            }
            show(progress.count, &bar)
            try await Task.sleep(for: tick)
        }
    }
}

/// What a load's thread leaves behind.
private final class Ending: Sendable {
    private let value = Mutex<Swift.Result<LoadResult, LoadFailure>?>(nil)

    var result: Swift.Result<LoadResult, LoadFailure>? { value.withLock { $0 } }

    func set(_ result: Swift.Result<LoadResult, LoadFailure>) {
        value.withLock { $0 = result }
    }
}
