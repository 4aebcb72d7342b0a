import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(3))) struct `The live view` {
    private func start(
        _ tool: Tool, _ arguments: String..., columns: Int = 100, rows: Int = 24,
        environment: [String: String] = [:]
    ) throws -> PseudoTerminal {
        try PseudoTerminal(
            ["watch"] + arguments, server: tool.address, columns: columns, rows: rows,
            environment: environment)
    }

    private func expectLeft(_ terminal: PseudoTerminal, status: Int32 = 0) async {
        #expect(await terminal.status() == status)
        let screen = await terminal.wait { !$0.isAlternate && $0.hasCursor }
        #expect(screen.violations.isEmpty, "\(screen.violations)")
        #expect(terminal.isOrdinary)
    }

    @Test func `shows what happens, and quits with q`() async throws {
        let tool = Tool(try await RunningServer())
        let alice = try await tool.makeBalance("@alice")
        _ = try await tool.output("monitor", "create", "balance > 10.00", "--balance", alice)
        let terminal = try start(tool)
        await terminal.line(containing: "connected")
        #expect(terminal.screen.isAlternate)
        #expect(!terminal.screen.hasCursor)
        #expect(!terminal.isOrdinary)
        try await tool.move("12.50", from: "@world", to: "@alice")
        await terminal.line(containing: "@alice 12.50 12.50 USD")
        await terminal.line(containing: "balance > 10.00: 0.00 USD -> 12.50 USD")
        await terminal.line(containing: "transaction.applied")
        await terminal.line(containing: "@world -12.50 -12.50 USD")
        try terminal.press("q")
        await expectLeft(terminal)
        #expect(terminal.screen.ordinary.isEmpty)
    }

    @Test func `is drawn anew when the window changes`() async throws {
        let tool = Tool(try await RunningServer())
        for number in 1...20 { _ = try await tool.makeBalance("@customers/\(number)") }
        let terminal = try start(tool, columns: 120, rows: 30)
        await terminal.line(containing: "BALANCES 20")
        await terminal.line(containing: "AVAILABLE")
        terminal.resize(columns: 44, rows: 8)
        let small = await terminal.wait { screen in
            screen.lines.last?.hasPrefix("q quits") == true && screen.lines.count == 8
        }
        #expect(small.lines.contains { $0.contains("BALANCES 20") })
        #expect(!small.lines.contains { $0.contains("AVAILABLE") })
        terminal.resize(columns: 130, rows: 40)
        await terminal.wait { $0.lines.count == 40 && $0.lines[39].hasPrefix("q quits") }
        try terminal.press("\u{1B}[B\u{1B}[B")
        await terminal.line(containing: "BALANCES 3-")
        try terminal.press("\t\t")
        await terminal.line(containing: "> EVENTS")
        try terminal.press("\u{03}")
        #expect(await terminal.status() == 0)
        #expect(terminal.isOrdinary)
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
    func `gives the screen back when it is told to end`(_ signal: Int32) async throws {
        let tool = Tool(try await RunningServer())
        let terminal = try start(tool)
        await terminal.line(containing: "connected")
        terminal.send(signal)
        await expectLeft(terminal)
    }

    @Test func `gives the screen back, and then says what went wrong`() async throws {
        let tool = Tool(try await RunningServer())
        let terminal = try start(tool, "--from", "99")
        await expectLeft(terminal, status: 1)
        #expect(await terminal.errors.all().hasPrefix("FIELD_INVALID: "))
    }

    @Test func `doesn't take the screen where there is no server`() async throws {
        let terminal = try PseudoTerminal(["watch"], server: "unix:///nowhere/at/all.sock")
        #expect(await terminal.status() == 3)
        #expect(terminal.screen.ordinary.isEmpty)
        #expect(!terminal.screen.isAlternate)
    }

    @Test func `goes on where it was when the server comes back`() async throws {
        let folder = TemporaryFolder()
        let first = try await RunningServer(folder: folder)
        let tool = Tool(first)
        _ = try await tool.makeBalance("@alice")
        let terminal = try start(tool)
        await terminal.line(containing: "connected")
        await first.kill()
        await terminal.line(containing: "interrupted, trying again")
        let second = Tool(try await RunningServer(folder: folder))
        try await second.move("7.25", from: "@world", to: "@alice")
        await terminal.line(containing: "watch connected")
        await terminal.line(containing: "@alice 7.25")
        try terminal.press("q")
        await expectLeft(terminal)
    }

    @Test func `gives others' texts no power, and needs no colours`() async throws {
        let tool = Tool(try await RunningServer())
        _ = try await tool.makeBalance("\u{1B}[31m@evil\u{07}")
        _ = try await tool.makeBalance("日本 🍣")
        let terminal = try start(tool, environment: ["NO_COLOR": "1"])
        await terminal.line(containing: #"\u{1b}[31m@evil\u{7}"#)
        await terminal.line(containing: "日本 🍣")
        try terminal.press("q")
        await expectLeft(terminal)
    }

    @Test func `shows only what is asked for`() async throws {
        let tool = Tool(try await RunningServer())
        _ = try await tool.makeBalance("@customers/1")
        _ = try await tool.makeBalance("@other")
        let terminal = try start(tool, "--indicator-prefix", "@customers/")
        await terminal.line(containing: "connected")
        try await tool.move("1.00", from: "@world", to: "@other")
        try await tool.move("2.00", from: "@world", to: "@customers/2")
        await terminal.line(containing: "@customers/2 2.00")
        let screen = await terminal.line(containing: "BALANCES")
        #expect(screen.contains("BALANCES 2 "))
        try terminal.press("q")
        await expectLeft(terminal)
    }

    @Test func `is left to lines where they are asked for`() async throws {
        let tool = Tool(try await RunningServer())
        _ = try await tool.makeBalance("@alice")
        let terminal = try start(tool, "--lines", "--from-oldest", "--count", "1")
        #expect(await terminal.status() == 0)
        await terminal.wait { $0.ordinary.contains("balance.created") }
        #expect(!terminal.screen.isAlternate)
    }
}
