import Foundation

/// `Tests/DiskTrace`, built for this run: what is preloaded into a program to note all that it does
/// to files, or to leave its syncs out.
package struct DiskTraceLibrary: Sendable {
    /// It could not be built.
    package struct Unbuilt: Error {
        package let errors: String
    }

    private let folder = TemporaryFolder()

    package init() async throws {
        let source = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "DiskTrace/disk-trace.c").path
        let compiler = ["/usr/bin/cc", "/usr/bin/clang"]
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        let flags = ["-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror"]
        let build = try ChildProcess(
            compiler ?? "/usr/bin/env",
            (compiler == nil ? ["clang"] : []) + flags + ["-o", path, source, "-ldl", "-lpthread"])
        let result = await build.result()
        guard result.status == 0, !result.wasSignalled else {
            throw Unbuilt(errors: result.errors)
        }
    }

    private var path: String { folder.path + "/disk-trace.so" }

    /// The environment of a program whose calls on the files below a folder are to be noted.
    package func tracing(_ folder: String, to file: String) -> [String: String] {
        ["LD_PRELOAD": path, "DISK_TRACE_FOLDER": folder, "DISK_TRACE_FILE": file]
    }

    /// The environment of a program whose syncs are to do nothing.
    package var withoutSyncs: [String: String] {
        ["LD_PRELOAD": path, "DISK_TRACE_NO_SYNC": "1"]
    }
}
