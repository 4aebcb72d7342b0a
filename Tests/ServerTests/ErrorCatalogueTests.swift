import Foundation
import Ledger
import Server
import TTRPC
import Testing

/// What is said of errors in three places: in the code, in the catalogue and in the comments of the
/// protos, which are the reference of the API.
@Suite struct `The catalogue of errors` {
    private let entries = ErrorCatalogue.refusals + ErrorCatalogue.failures

    @Test func `knows each reason once`() {
        let reasons = entries.map(\.reason)
        #expect(Set(reasons).count == reasons.count)
        #expect(reasons.count == Rejection.Reason.allCases.count + FailureReason.allCases.count)
        for reason in reasons {
            #expect(ErrorCatalogue.entry(for: reason)?.reason == reason)
        }
        #expect(ErrorCatalogue.entry(for: "NO_SUCH_REASON") == nil)
    }

    @Test func `has the refusals in the order in which they are looked for`() {
        #expect(ErrorCatalogue.refusals.map(\.reason) == Rejection.Reason.allCases.map(\.rawValue))
    }

    @Test func `says of each in whole sentences what it means and what to do`() {
        for entry in entries + ErrorCatalogue.protocolFailures {
            let explanation = entry.explanation
            for sentence in [explanation.meaning, explanation.advice] {
                #expect(sentence.first?.isUppercase == true && sentence.count > 12, "\(sentence)")
                #expect(sentence.last == "." || sentence.hasSuffix("`"), "\(sentence)")
            }
            #expect(entry.code != .ok && entry.code != .unknown, "\(entry.reason)")
        }
    }

    /// Whoever is told to send the same again must not be told that it is always refused.
    @Test func `has codes and advice that agree on sending again`() {
        for entry in entries {
            switch entry.code {
            case .invalidArgument:
                #expect(entry.explanation.retry == .never, "\(entry.reason)")
            case .unavailable, .deadlineExceeded:
                #expect(entry.explanation.retry == .yes, "\(entry.reason)")
            default: break
            }
        }
    }

    @Test func `has every reason that the protos name, with its code`() throws {
        let named = try ProtoComments().reasons
        #expect(named.count > 50, "the comments are not read as they are written")
        for (code, reason) in named {
            let entry = ErrorCatalogue.entry(for: reason)
            #expect(entry?.code.name == code, "\(code) / \(reason)")
        }
    }

    @Test func `has no reason that the protos do not name`() throws {
        let named = Set(try ProtoComments().reasons.map(\.reason))
        let shy = Set(entries.map(\.reason)).subtracting(named)
        #expect(shy.isEmpty, "no comment says when they are answered")
    }

    /// CreateTransaction tells all its refusals, the first that applies first.
    @Test func `has the order that the protos tell`() throws {
        let told = try ProtoComments().reasons(after: "Errors, the first that applies:")
        let places = told.map { told in
            ErrorCatalogue.refusals.firstIndex { $0.reason == told.reason }
        }
        #expect(places.count >= 15 && !places.contains(nil))
        #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
    }
}

/// The comments of the protos as running text.
private struct ProtoComments {
    let text: String

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "proto")
        var lines: [Substring] = []
        for folder in ["tidemark/v1", "grpc/health/v1"] {
            let folder = root.appending(path: folder)
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            for file in files.sorted() where file.hasSuffix(".proto") {
                let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
                lines += text.split(separator: "\n", omittingEmptySubsequences: false)
            }
        }
        text = lines.map { line in
            let line = line.drop { $0 == " " }
            // Code, and empty lines of comments, end what is said.
            return line.hasPrefix("// ") ? String(line.dropFirst(3)) : "\n"
        }
        .joined(separator: " ")
    }

    /// Every `CODE / REASON`, also of `CODE / REASON, REASON or REASON`.
    var reasons: [(code: String, reason: String)] { Self.reasons(in: text[...]) }

    /// Those of the passage that begins with some words.
    func reasons(after words: String) throws -> [(code: String, reason: String)] {
        let start = try #require(text.firstRange(of: words)).upperBound
        return Self.reasons(in: text[start...].prefix { $0 != "\n" })
    }

    private static func reasons(in text: Substring) -> [(code: String, reason: String)] {
        let pattern = /([A-Z_]+) \/ ([A-Z_]+(?:(?:, or |, | or | and )[A-Z][A-Z_]+\b(?! \/))*)/
        return text.matches(of: pattern).flatMap { match in
            match.2.matches(of: /[A-Z_]{3,}/).map { (String(match.1), String($0.0)) }
        }
        .filter { $0 != ("CODE", "REASON") }
    }
}
