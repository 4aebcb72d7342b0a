import Foundation
package import Ledger

extension Timestamp {
    /// What the machine's clock says. The writer never lets time run backwards, whatever this does.
    package static var wallClock: Timestamp {
        var time = timespec()
        guard unsafe clock_gettime(CLOCK_REALTIME, &time) == 0 else { return .zero }
        return Timestamp(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }
}
