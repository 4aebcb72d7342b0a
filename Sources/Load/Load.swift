import Dispatch
import Foundation
import Synchronization
package import Transport

/// Runs a load against a server: a thread for each connection, all at once.
package enum Load {
    /// - Parameter progress: counts the answered calls while it runs.
    @available(*, noasync, message: "it waits for the load")
    package static func run(
        _ plan: LoadPlan, progress: Counter = Counter()
    ) throws(LoadFailure) -> LoadResult {
        let results = Mutex<[Swift.Result<LoadResult, LoadFailure>]>([])
        let group = DispatchGroup()
        let start = DispatchTime.now().uptimeNanoseconds + UInt64(plan.warmUp.nanoseconds)
        let end = plan.callLimit == nil ? start + UInt64(plan.duration.nanoseconds) : .max
        for number in 0..<plan.connections {
            group.enter()
            let thread = Thread {
                let result = outcome(plan, number, start, end, progress)
                results.withLock { $0.append(result) }
                group.leave()
            }
            thread.name = "load-\(number)"
            thread.start()
        }
        group.wait()
        var total = LoadResult()
        for result in results.withLock({ $0 }) { total.add(try result.get()) }
        let finish = min(end, DispatchTime.now().uptimeNanoseconds)
        total.seconds = Double(finish - min(start, finish)) / 1e9
        return total
    }

    private static func outcome(
        _ plan: LoadPlan, _ number: Int, _ start: UInt64, _ end: UInt64, _ progress: Counter
    ) -> Swift.Result<LoadResult, LoadFailure> {
        do throws(LoadFailure) {
            let connection = try LoadConnection(plan, number: number)
            return .success(try connection.run(from: start, until: end, progress: progress))
        } catch { return .failure(error) }
    }
}

/// Why a load could not be run to its end.
package enum LoadFailure: Error, CustomStringConvertible {
    case socket(BlockingSocketError)

    package var description: String {
        switch self {
        case .socket(let error): "the connection under load failed: \(error)"
        }
    }
}

extension Duration {
    fileprivate var nanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }
}
