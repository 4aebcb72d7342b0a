/// A point in time: nanoseconds since 1970 in UTC.
///
/// The rules never ask a clock: each command brings its time, and times of commands only rise.
package struct Timestamp: Hashable, Comparable, Sendable {
    package let nanoseconds: Int64

    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    package static let zero = Timestamp(nanoseconds: 0)

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.nanoseconds < right.nanoseconds
    }
}
