import Foundation
import TestSupport
import Testing

@Suite struct `Completions` {
    @Test(arguments: ["bash", "zsh", "fish"])
    func `are printed for a shell`(_ shell: String) async throws {
        let result = try await ChildProcess(RunningServer.binary, ["completions", shell]).result()
        #expect(result.status == 0)
        #expect(result.output.contains("tidemark"))
        for word in ["check-funds", "deliveries", "subscription", "replay", "both-edges"] {
            #expect(result.output.contains(word), "\(word)")
        }
    }

    @Test func `are a script that bash reads`() async throws {
        let script = try await ChildProcess(
            RunningServer.binary, ["completions", "bash"]
        ).result().output
        let folder = TemporaryFolder()
        let file = folder.path + "tidemark.bash"
        try script.write(toFile: file, atomically: true, encoding: .utf8)
        let check = try await ChildProcess("/bin/bash", ["-n", file]).result()
        #expect(check.status == 0, "\(check.errors)")
    }

    @Test func `know the methods that can be called`() async throws {
        let result = try await ChildProcess(
            RunningServer.binary, ["---completion", "call", "--", "positional@0", "1", "0", ""]
        ).result()
        #expect(result.output.contains("BalanceService/GetBalance"))
    }

    @Test func `of an unknown shell are refused`() async throws {
        let result = try await ChildProcess(RunningServer.binary, ["completions", "csh"]).result()
        #expect(result.status == 2)
        #expect(result.errors.contains("fish"))
    }
}
