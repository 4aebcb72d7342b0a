import Foundation
import Histogram
import Ledger
import Load
import TidemarkClient

/// What a load came to, for people and for programs.
struct BenchReport {
    private let plan: LoadPlan
    private let outcome: BenchRun.Outcome
    private let before: V1.GetStatsResponse
    private let after: V1.GetStatsResponse

    init(
        _ plan: LoadPlan, _ outcome: BenchRun.Outcome, before: V1.GetStatsResponse,
        after: V1.GetStatsResponse
    ) {
        self.plan = plan
        self.outcome = outcome
        self.before = before
        self.after = after
    }

    private var load: LoadResult { outcome.load }
    private var operations: Int { plan.kind == .get ? 1 : plan.batchSize }
    /// Operations per second.
    private var rate: Double { load.rate * Double(operations) }
    private var storedCount: Int64 { after.transactionCount - before.transactionCount }

    /// What went wrong, if anything did: a load of which a part is refused measures something else.
    var refusal: String? {
        if load.errorCount > 0 {
            let cause = load.firstError?.message ?? "a reply that can't be read"
            return "\(load.errorCount) of \(load.answeredCount) calls were refused: \(cause)"
        }
        let expected = plan.kind == .get ? 0 : Int64(load.answeredCount * operations)
        guard storedCount == expected else {
            return "\(expected) transactions were answered and \(storedCount) stored; "
                + "did anybody else write?"
        }
        return nil
    }
}

// MARK: - For people

extension BenchReport {
    private static let percentiles: [(name: String, percent: Double)] = [
        ("50%", 50), ("90%", 90), ("99%", 99), ("99.9%", 99.9), ("longest", 100),
    ]

    var lines: [String] {
        let unit = plan.kind == .get ? "reads" : "transactions"
        var lines = [
            "\(Int(rate.rounded())) \(unit)/s in \(fixed(load.seconds, 1)) s: "
                + "\(plan.connections) connections, \(plan.inFlight) calls in flight on each"
                + (operations > 1 ? ", \(operations) in a call" : "")
        ]
        lines += ["", "how long a call took"]
        lines += Self.percentiles.map { percentile in
            percentile.name.padded(to: 8) + time(percentile.percent).padded(to: 12, leading: true)
        }
        lines += [""] + histogram
        if outcome.eventRate > 0 {
            let end = outcome.caughtUpAfter.map {
                "\(Int(outcome.deliveryRate)) until all had everything, \(fixed($0, 2)) s after it"
            }
            lines += [
                "",
                "\(Int(outcome.eventRate)) events/s on all streams during the load, "
                    + (end ?? "but not every stream got to the end"),
            ]
        }
        return lines
    }

    /// Bars of powers of two: how many calls took how long.
    private var histogram: [String] {
        var counts: [(from: UInt64, count: UInt64)] = []
        for value in load.latencies.recordedValues() {
            let exponent = 63 - value.value.leadingZeroBitCount
            let from: UInt64 = value.value == 0 ? 0 : 1 << UInt64(exponent)
            if counts.last?.from == from {
                counts[counts.count - 1].count += value.count
            } else {
                counts.append((from, value.count))
            }
        }
        let most = counts.map(\.count).max() ?? 1
        return counts.map { bucket in
            let bar = String(repeating: "#", count: Int(40 * bucket.count / most))
            return "from \(text(nanoseconds: bucket.from))".padded(to: 18)
                + String(bucket.count).padded(to: 10, leading: true) + "  " + bar
        }
    }

    private func time(_ percent: Double) -> String {
        text(nanoseconds: load.latencies.valueAtPercentile(percent))
    }

    private func text(nanoseconds: UInt64) -> String {
        switch nanoseconds {
        case ..<1_000: "\(nanoseconds) ns"
        case ..<1_000_000: fixed(Double(nanoseconds) / 1e3, 1) + " us"
        case ..<1_000_000_000: fixed(Double(nanoseconds) / 1e6, 2) + " ms"
        default: fixed(Double(nanoseconds) / 1e9, 2) + " s"
        }
    }

    private func fixed(_ value: Double, _ digits: Int) -> String {
        String(format: "%.\(digits)f", value)
    }
}

// MARK: - For programs

extension BenchReport {
    var json: JSONValue {
        var members: [JSONMember] = [
            .init("load", .string(plan.kind.rawValue)),
            number("rate", rate),
            number("seconds", load.seconds),
            number("calls", Double(load.callCount)),
            number("errors", Double(load.errorCount)),
        ]
        for percentile in Self.percentiles {
            let name =
                percentile.percent == 100
                ? "max" : "p" + percentile.name.dropLast().replacing(".", with: "")
            let value = load.latencies.valueAtPercentile(percentile.percent)
            members.append(number("\(name)_us", Double(value) / 1e3))
        }
        members += [
            number("events_rate", outcome.eventRate),
            number("delivery_rate", outcome.deliveryRate),
            number("caught_up_seconds", outcome.caughtUpAfter ?? -1),
            number("resident_bytes", Double(after.residentBytes)),
            number("store_used_bytes", Double(after.storeUsedBytes)),
            number("transactions", Double(after.transactionCount)),
        ]
        return .object(members)
    }

    private func number(_ name: String, _ value: Double) -> JSONMember {
        .init(name, .number(String(format: "%.2f", value)))
    }
}
