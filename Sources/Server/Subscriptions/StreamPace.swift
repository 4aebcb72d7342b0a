import Dispatch
import Foundation
import TTRPC

/// Gives writers precedence over streams.
///
/// A message to a stream takes time of the event loop, which answers writers too, and its reader
/// takes time of the processors. So streams are sent to in slices. After each the hub waits until
/// the event loop has come through it, and rests for a multiple of what that took, if anything was
/// committed of late: streams take a bounded part of the time while there are writes, and all of it
/// while there are none. What they fall behind by is in the log, and is sent in larger messages.
struct StreamPace {
    /// Bytes of a slice: a request may have to wait behind so much.
    private static let sliceBytesMax = 512 << 10
    /// Rests so many times as long as a slice took.
    private static let restFactor = 4
    /// A slice that took less holds nobody up: what a few streams are sent isn't to be late.
    private static let restingMin = Duration.microseconds(200)
    /// Of a slice that took long for other reasons.
    private static let restMax = Duration.milliseconds(40)
    /// How long a commit counts as one of late.
    private static let writingMax = Duration.milliseconds(20)
    /// The event loop is waited for no longer than this.
    private static let patience = DispatchTimeInterval.seconds(1)

    private struct Slice {
        let began = ContinuousClock.now
        var byteCount = 0
        /// The stream that was sent to last: the event loop comes to it last.
        var call: StreamCall
    }

    private var slice: Slice?
    /// The last sequence that was seen, and when it was seen first.
    private var tail: UInt64
    private var movedAt: ContinuousClock.Instant?
    private let passed = DispatchSemaphore(value: 0)

    init(tail: UInt64) {
        self.tail = tail
    }

    /// Something was sent on a stream.
    mutating func note(_ byteCount: Int, on call: StreamCall) {
        var slice = slice ?? Slice(call: call)
        slice.byteCount += byteCount
        slice.call = call
        self.slice = slice
    }

    /// Whether so much was sent that it is to rest.
    var isDue: Bool { slice.map { $0.byteCount >= Self.sliceBytesMax } ?? false }

    /// Waits until what was sent has left, and rests.
    /// - Parameter tail: the last sequence there is by now.
    mutating func rest(tail: UInt64) {
        guard let slice = slice.take() else { return }
        slice.call.onPassed { [passed] in passed.signal() }
        _ = passed.wait(timeout: .now() + Self.patience)
        let now = ContinuousClock.now
        let rest = rest(after: now - slice.began, tail: tail, at: now)
        if rest > .zero { Thread.sleep(forTimeInterval: rest / .seconds(1)) }
    }

    /// How long to rest after a slice that took so long.
    mutating func rest(
        after taken: Duration, tail: UInt64, at now: ContinuousClock.Instant
    ) -> Duration {
        if tail != self.tail {
            self.tail = tail
            movedAt = now
        }
        guard taken >= Self.restingMin, let movedAt, now - movedAt < Self.writingMax else {
            return .zero
        }
        return min(taken * Self.restFactor, Self.restMax)
    }
}
