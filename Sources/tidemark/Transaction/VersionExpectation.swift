import ArgumentParser
import Messages

/// `bln_…=7`: the version that a writer has seen on a balance.
struct VersionExpectation: ExpressibleByArgument {
    let message: V1.ExpectedVersion

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let version = Int64(parts[1]), version >= 1 else { return nil }
        message = V1.ExpectedVersion(balanceID: String(parts[0]), version: version)
    }
}
