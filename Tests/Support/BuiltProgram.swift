import Foundation

/// The programs that SwiftPM builds beside the tests.
package enum BuiltProgram {
    /// The path of one by its name.
    package static func path(_ name: String) -> String { folder.appending(path: name).path }

    private static let folder: URL = {
        let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        // Under `swift test` the process may be the toolchain's own runner; then the path of the
        // test bundle is among its arguments.
        let bundle = CommandLine.arguments.first { $0.contains(".xctest") }
        return (bundle.map { URL(filePath: $0) } ?? tests).deletingLastPathComponent()
    }()
}
