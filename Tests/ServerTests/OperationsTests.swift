import Foundation
import Messages
import TTRPC
import TestSupport
import Testing
import TidemarkClient
import WireSupport

/// The real binary as an operator meets it: what it refuses to start on, with a sentence that says
/// what to do, and how it stops.
@Suite struct `The server's process` {
    private let folder = TemporaryFolder()

    private func serve(_ arguments: String...) async throws -> ChildProcess.Result {
        let process = try ChildProcess(
            RunningServer.binary, ["serve"] + arguments,
            environment: ["SWIFT_BACKTRACE": "enable=no"])
        return await process.result()
    }

    private func peer(_ folder: TemporaryFolder) throws -> SocketPeer {
        try SocketPeer(.unix("\(folder.path)/tidemark.sock"))
    }

    @Test func `has its data folder for itself, and leaves the first server alone`() async throws {
        let first = try await RunningServer(folder: folder)
        let second = try await serve("--data", folder.path, "--listen", "unix:\(folder.path)/b")
        #expect(second.status != 0)
        #expect(second.errors.contains(folder.path), "\(second.errors)")
        let client = HealthClient(try peer(folder))
        #expect(try await client.check(.init()).status == .serving)
        #expect(await first.stop().status == 0)
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/tidemark.sock"))
    }

    @Test func `takes the place of a socket file that a killed one left`() async throws {
        let first = try await RunningServer(folder: folder)
        await first.kill()
        #expect(FileManager.default.fileExists(atPath: "\(folder.path)/tidemark.sock"))
        let second = try await RunningServer(folder: folder)
        #expect(try await HealthClient(peer(folder)).check(.init()).status == .serving)
        #expect(await second.stop().status == 0)
    }

    @Test func `steals no socket that is listened on`() async throws {
        let first = try await RunningServer(folder: folder)
        let other = TemporaryFolder()
        let second = try await serve("--data", other.path, "--listen", first.address)
        #expect(second.status != 0)
        #expect(second.errors.contains("another server is listening there"), "\(second.errors)")
        #expect(try await HealthClient(peer(folder)).check(.init()).status == .serving)
    }

    @Test func `removes no file that isn't a socket`() async throws {
        let path = "\(folder.path)/notes.txt"
        try Data("precious".utf8).write(to: URL(filePath: path))
        let result = try await serve("--data", folder.subfolder("data"), "--listen", "unix:\(path)")
        #expect(result.status != 0)
        #expect(result.errors.contains("isn't a socket"), "\(result.errors)")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
    }

    @Test(arguments: [
        ("tcp://0.0.0.0:0", "only on this machine"), ("tcp://[::]:0", "only on this machine"),
        ("unix:/" + String(repeating: "x", count: 107), "107"),
        ("unix:/no/such/folder/s", "folder doesn't exist"), ("http://x", "unix://"),
        ("tcp://127.0.0.1", "port"),
    ])
    func `says what is wrong with an address`(_ address: String, _ word: String) async throws {
        let result = try await serve("--data", folder.path, "--listen", address)
        #expect(result.status != 0)
        #expect(result.errors.contains(word), "\(result.errors)")
        #expect(!result.errors.contains("Fatal"))
    }

    @Test func `says what is wrong with a data folder`() async throws {
        let file = "\(folder.path)/file"
        try Data().write(to: URL(filePath: file))
        // Nobody may write into /proc, root neither.
        for data in [file, "/proc/tidemark"] {
            let result = try await serve("--data", data, "--listen", "unix:\(folder.path)/s")
            #expect(result.status != 0)
            #expect(result.errors.contains(data), "\(result.errors)")
        }
    }

    @Test func `finishes what runs when it is told to stop`() async throws {
        let server = try await RunningServer(folder: folder)
        let peer = try peer(folder)
        let calls = try (0..<200).map { number in
            try peer.begin(
                ("tidemark.v1.TransactionService", "CreateTransaction"),
                V1.CreateTransactionRequest.payment("1", to: "@a", reference: "r\(number)"))
        }
        // The first is answered, so the rest has arrived or is on its way.
        _ = try peer.answer(to: calls[0], as: V1.CreateTransactionResponse.self)
        server.process.send(SIGTERM)
        var applied = 1
        for call in calls.dropFirst() {
            do {
                _ = try peer.answer(to: call, as: V1.CreateTransactionResponse.self)
                applied += 1
            } catch let error as RPCError {
                #expect(error.code == .unavailable)
            } catch is SocketPeer.Closed {
                break
            }
        }
        #expect(await server.process.result().status == 0)
        let again = try await RunningServer(folder: folder)
        let stats = try await AdminServiceClient(self.peer(folder)).getStats(.init())
        // Whatever was answered is there; one whose answer the end cut off may be, too.
        #expect(stats.transactionCount >= applied)
        await again.stop()
    }

    @Test(
        arguments: [
            // Empty splits, empty expected versions, unknown fields of each kind.
            ([0x4A, 0x00], "Transaction", "CreateTransaction"),
            ([0xB2, 0x01, 0x00], "Transaction", "CreateTransaction"),
            ([0xFA, 0x7F, 0x00], "Transaction", "CreateTransaction"),
            ([0xF8, 0x7F, 0x01], "Balance", "ListBalances"),
        ] as [([UInt8], String, String)])
    func `keeps its memory under a rain of bombs`(
        _ unit: [UInt8], _ service: String, _ method: String
    ) async throws {
        let server = try await RunningServer(folder: folder)
        let bomb = Array(repeatElement(unit, count: (1 << 20) / unit.count - 1).joined())
        let limit = 256 << 10
        for _ in 0..<30 {
            let peer = try peer(folder)
            let calls = try (0..<3).map { _ in
                try peer.openStream(
                    .init(
                        service: "tidemark.v1.\(service)Service", method: method, payload: bomb)
                ).streamID
            }
            for call in calls {
                let code = try peer.refusal(of: call).code
                #expect(code == .invalidArgument || code == .resourceExhausted)
            }
        }
        #expect(try Self.peakKibibytes(server.process.processID) < limit)
        #expect(await server.stop().status == 0)
    }

    /// From the kernel's own account of the process.
    private static func peakKibibytes(_ process: Int32) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }
        return try given(
            line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) })
    }
}
