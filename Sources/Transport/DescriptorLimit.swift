import Glibc

/// How many descriptors the process may have open.
package struct DescriptorLimit: Sendable {
    package let before: UInt64
    package let now: UInt64

    /// Raises the limit to the highest that the process may give itself. Where the system doesn't
    /// let it, all stays as it was.
    package static func raise() -> DescriptorLimit {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return DescriptorLimit(before: 0, now: 0)
        }
        let before = limit.rlim_cur
        limit.rlim_cur = limit.rlim_max
        let isRaised = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
        return DescriptorLimit(
            before: UInt64(before), now: UInt64(isRaised ? limit.rlim_max : before))
    }
}
