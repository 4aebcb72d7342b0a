import ArgumentParser
import Foundation
import Testing

@testable import tidemark

/// What a newcomer reads first, and types as it stands.
@Suite struct `The examples` {
    /// Every line of help that shows a command line, with the command that it is found under.
    private static let ofHelp = commands(of: Tidemark.self).flatMap { command in
        lines(of: command.configuration.discussion).map { (command.configuration, $0) }
    }

    private static func commands(of root: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
        [root] + root.configuration.subcommands.flatMap { commands(of: $0) }
    }

    /// The command lines in a text, those over several lines as one.
    private static func lines(of text: String) -> [String] {
        text.replacing(/\\\n +/, with: "").split(separator: "\n").map(String.init)
            .filter { $0.contains(/^(\$ | +.*)?tidemark [a-z]/) }
    }

    /// The tool's own words of a command line, without what the shell takes.
    private func words(_ line: String) -> [String] {
        let words = CommandLines.words(line).drop { $0 != "tidemark" }.dropFirst()
        return Array(words.prefix { !["|", "&&", ">", "&", "#"].contains($0) })
    }

    @Test func `of help are command lines that can be read`() throws {
        #expect(Self.ofHelp.count > 100)
        for (command, line) in Self.ofHelp {
            #expect(throws: Never.self, "\(command.commandName ?? ""): \(line)") {
                _ = try Tidemark.parseAsRoot(words(line))
            }
        }
    }

    @Test func `of help fit a terminal of eighty columns`() {
        for command in Self.commands(of: Tidemark.self) {
            let shown = command.configuration.discussion.split(separator: "\n")
            for line in shown where line.hasPrefix(" ") {
                #expect(line.count <= 80, "\(line)")
            }
        }
    }

    @Test func `of the readme are command lines that can be read`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let blocks = text.components(separatedBy: "```").enumerated()
            .filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
        let lines = blocks.flatMap(Self.lines)
        #expect(lines.count > 10)
        for line in lines {
            #expect(throws: Never.self, "\(line)") {
                _ = try Tidemark.parseAsRoot(words(line))
            }
        }
    }
}
