import Foundation
import Testing

/// The rules of the house that a machine can check.
@Suite struct `The source tree` {
    let sources: [SourceTree.File]
    let tests: [SourceTree.File]

    init() throws {
        sources = try SourceTree.swiftFiles(in: "Sources").filter { !$0.isGenerated }
        tests = try SourceTree.swiftFiles(in: "Tests")
        try #require(!sources.isEmpty && !tests.isEmpty)
    }

    @Test func `keeps the arrows between targets`() {
        let allowed: [String: Set<String>] = [
            "Ledger": [], "TTRPC": [], "LMDB": ["CLMDB"], "Checksum": ["CChecksum"],
            "Journal": ["Checksum"],
            "Messages": ["CProtobufC", "CTidemarkProto", "Ledger"],
            "Store": ["Checksum", "Journal", "Ledger", "LMDB"],
            "Transport": ["TTRPC"], "Webhooks": [],
            "Server": ["Ledger", "Messages", "Store", "TTRPC", "Transport", "Webhooks"],
            "TidemarkClient": ["Messages", "TTRPC", "Transport"],
            "Load": ["Messages", "TTRPC", "Transport"],
        ]
        let ours = Set(allowed.keys).union([
            "CChecksum", "CLMDB", "CProtobufC", "CTidemarkProto", "tidemark",
        ])
        for file in sources {
            guard let targets = allowed[file.target] else { continue }
            for module in file.imports where ours.contains(module) {
                #expect(targets.contains(module), "\(file.path) imports \(module)")
            }
        }
    }

    @Test func `keeps clocks, chance and I/O out of the rules and the protocol`() {
        for file in sources where ["Ledger", "TTRPC"].contains(file.target) {
            for module in ["Foundation", "Glibc", "Dispatch", "NIOCore"] {
                #expect(!file.imports.contains(module), "\(file.path) imports \(module)")
            }
        }
        for file in sources where file.target == "Ledger" {
            for word in ["Double(", ".random(", "UUID(", "Clock.now"] {
                #expect(file.first(word) == nil, "\(file.path) has \(word)")
            }
        }
    }

    @Test func `keeps unsafe memory where C is`() {
        let allowed: Set = ["Checksum", "LMDB", "Messages", "Transport"]
        // Words for the machine's clock, its resolver and its files stand in one file each.
        let exceptions: Set = [
            "Sources/Store/WallClock.swift", "Sources/Webhooks/Addresses/NameResolver.swift",
            "Sources/Journal/Disk/LocalDisk.swift",
        ]
        for file in sources where !allowed.contains(file.target) {
            guard !exceptions.contains(file.path), file.target != "tidemark" else { continue }
            let line = file.first("unsafe ")
            #expect(line == nil, "\(file.path):\(line ?? 0) is unsafe")
        }
    }

    @Test func `has files of one idea, and lines that fit`() {
        for file in sources {
            #expect(file.lines.count <= 351, "\(file.path) has \(file.lines.count) lines")
        }
        for file in sources + tests {
            for (index, line) in file.lines.enumerated() where line.count > 100 {
                // Golden texts may be as long as what they stand for.
                guard !file.path.hasPrefix("Tests/") else { continue }
                Issue.record("\(file.path):\(index + 1) has \(line.count) characters")
            }
        }
    }

    @Test func `has none of the words that hide a mistake`() {
        let banned = ["try!", "fatalError(", "TODO", "FIXME", "catch {}", "as! "]
        for file in sources {
            for word in banned {
                let line = file.first(word)
                #expect(line == nil, "\(file.path):\(line ?? 0) has \(word)")
            }
        }
    }

    @Test func `gives a reason beside every unchecked promise`() {
        for file in sources {
            for (index, line) in file.lines.enumerated() where line.contains("@unchecked Sendable")
            {
                let around = file.lines[max(0, index - 12)...index].joined(separator: "\n")
                #expect(
                    around.contains("`@unchecked Sendable`") || around.contains("// "),
                    "\(file.path):\(index + 1) promises without a reason")
            }
        }
    }

    @Test func `has no types named for nothing`() {
        let names = try? Regex(
            #"(class|struct|enum|actor|protocol) \w*(Manager|Helper|Util|Utils|Impl)\b"#)
        guard let names else { return }
        for file in sources {
            for (index, line) in file.lines.enumerated() where line.contains(names) {
                Issue.record("\(file.path):\(index + 1): \(line)")
            }
        }
    }

    @Test func `prints only where people read`() {
        for file in sources where file.target != "tidemark" {
            let isPrinting = file.code.contains { line in
                line.range(of: #"(^|\s)print\("#, options: .regularExpression) != nil
            }
            #expect(!isPrinting, "\(file.path) prints")
        }
    }
}

extension SourceTree.File {
    /// The lines that are no comments.
    fileprivate var code: [String] {
        lines.filter { !$0.trimmingCharacters(in: .whitespaces).hasPrefix("//") }
    }

    /// The modules it imports.
    fileprivate var imports: Set<String> {
        Set(
            code.compactMap { line in
                let words = line.split(separator: " ")
                guard let index = words.firstIndex(of: "import"), index <= 1,
                    index + 1 < words.count
                else { return nil }
                return String(words[index + 1])
            })
    }

    /// The first line, from 1, outside of comments that has a word.
    fileprivate func first(_ word: String) -> Int? {
        lines.firstIndex { line in
            !line.trimmingCharacters(in: .whitespaces).hasPrefix("//") && line.contains(word)
        }.map { $0 + 1 }
    }
}
