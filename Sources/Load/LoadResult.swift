package import Histogram
package import TTRPC

/// What a load came to.
package struct LoadResult: Sendable {
    /// Calls that were answered within the measured time.
    package private(set) var callCount = 0
    /// Calls that were answered at all.
    package private(set) var answeredCount = 0
    /// Of these, refused.
    package private(set) var errorCount = 0
    /// The first refusal, as it came.
    package private(set) var firstError: RPCError?
    /// Nanoseconds of each measured call, to three digits.
    package private(set) var latencies = Histogram<UInt64>(
        lowestDiscernibleValue: 1, highestTrackableValue: 60_000_000_000,
        numberOfSignificantValueDigits: .three)
    /// The measured time.
    package internal(set) var seconds = 0.0

    init() {}
}

extension LoadResult {
    /// Takes an answer in.
    mutating func note(_ frame: Frame, nanoseconds: UInt64, isMeasured: Bool) {
        answeredCount += 1
        if isMeasured {
            callCount += 1
            latencies.record(min(nanoseconds, 60_000_000_000))
        }
        // Only a refusal begins with a status.
        guard frame.data.first == 0x0A else { return }
        errorCount += 1
        if firstError == nil,
            case .failure(let error)? = try? ResponseEnvelope(decoding: frame.data)
        {
            firstError = error
        }
    }

    mutating func add(_ other: LoadResult) {
        callCount += other.callCount
        answeredCount += other.answeredCount
        errorCount += other.errorCount
        firstError = firstError ?? other.firstError
        latencies.add(other.latencies)
    }

    /// Calls per second.
    package var rate: Double { seconds > 0 ? Double(callCount) / seconds : 0 }
}
