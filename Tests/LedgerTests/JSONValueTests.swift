import Ledger
import TestSupport
import Testing

@Suite struct `A JSON value` {
    @Test(arguments: [
        ("{}", "{}"),
        (#" { "b" : 1 , "a" : [ true , null ] } "#, #"{"a":[true,null],"b":1}"#),
        (#"{"ab":1,"a":2,"B":3,"é":4,"z":5}"#, #"{"B":3,"a":2,"ab":1,"z":5,"é":4}"#),
        (#"{"😀":1,"\uFFFD":2}"#, "{\"\u{FFFD}\":2,\"😀\":1}"),
        (
            #"{"n":[1.0,-0,1e400,123456789012345678901234567890]}"#,
            #"{"n":[1.0,-0,1e400,123456789012345678901234567890]}"#
        ),
        (#"{"s":"\u0041\/\u00e9\ud83d\ude00\n\u0001\"\\"}"#, #"{"s":"A/é😀\n\u0001\"\\"}"#),
        (#"{"nul":"a\u0000b"}"#, #"{"nul":"a\u0000b"}"#),
        (#"{"o":{"b":{"d":1,"c":2},"a":{}}}"#, #"{"o":{"a":{},"b":{"c":2,"d":1}}}"#),
        // Two spellings of é are two keys.
        ("{\"e\u{301}\":1,\"\u{E9}\":2}", "{\"e\u{301}\":1,\"\u{E9}\":2}"),
    ])
    func `has one canonical text`(_ text: String, _ canonical: String) throws {
        let once = try canonicalJSONObject(text)
        #expect(Array(once.utf8) == Array(canonical.utf8))
        #expect(try canonicalJSONObject(once) == once)
    }

    /// Facts are compared by what they mean, and shown as they are compared.
    @Test(arguments: [
        (["2", "2.0", "0.2e1", "20e-1"], "2"), (["-2.50", "-25e-1"], "-2.5"),
        (["0.05", "5E-2"], "0.05"), (["0", "-0", "0.00e7"], "0"), (["1200", "1.2e3"], "1200"),
        (["1e41", "10e40"], "1e41"), (["1e-41"], "1e-41"),
        (["1e-9223372036854775808"], "1e-9223372036854775808"),
    ])
    func `has one text for each number`(_ texts: [String], _ plain: String) throws {
        for text in texts {
            #expect(try JSONValue(parsing: text).withPlainNumbers.text == plain, "\(text)")
            #expect(try JSONValue(parsing: plain).withPlainNumbers.text == plain)
        }
    }

    static let refusals: [(String, JSONSyntaxError.Reason)] = [
        ("", .endsTooEarly), ("  ", .endsTooEarly), ("{", .endsTooEarly),
        (#"{"a""#, .endsTooEarly), (#"{"a":"#, .endsTooEarly), (#"{"a":1"#, .endsTooEarly),
        (#"{"a":"b"#, .endsTooEarly), ("[1,", .endsTooEarly), ("tru", .endsTooEarly),
        ("trve", .unexpectedCharacter), ("{a:1}", .unexpectedCharacter),
        ("{'a':1}", .unexpectedCharacter), (#"{"a":1,}"#, .unexpectedCharacter),
        ("[1,]", .unexpectedCharacter), ("[,1]", .unexpectedCharacter),
        ("[1 2]", .unexpectedCharacter), (#"{"a" 1}"#, .unexpectedCharacter),
        ("NaN", .unexpectedCharacter), ("+1", .unexpectedCharacter), (".5", .unexpectedCharacter),
        ("\u{FEFF}{}", .unexpectedCharacter), ("// c\n{}", .unexpectedCharacter),
        ("{} {}", .textAfterTheEnd), ("1,", .textAfterTheEnd), ("nullx", .textAfterTheEnd),
        ("01", .invalidNumber), ("-", .invalidNumber), ("1.", .invalidNumber),
        ("1e", .invalidNumber), ("1e+", .invalidNumber), ("-01", .invalidNumber),
        (#""\x41""#, .invalidEscape), (#""\u00g0""#, .invalidEscape), (#""\u12"#, .endsTooEarly),
        (#""\ud800""#, .loneSurrogate), (#""\udc00""#, .loneSurrogate),
        (#""\ud800\u0041""#, .loneSurrogate), ("\"a\nb\"", .controlCharacterInString),
        (#"{"a":1,"b":2,"a":3}"#, .duplicateKey("a")),
        (#"{"a":1,"\u0061":3}"#, .duplicateKey("a")),
        (String(repeating: "[", count: 65), .tooDeep(limit: 64)),
    ]

    @Test(arguments: refusals)
    func `is refused where the text is none`(_ text: String, _ reason: JSONSyntaxError.Reason) {
        do {
            _ = try JSONValue(parsing: text)
            Issue.record("accepted: \(text)")
        } catch {
            #expect(error.reason == reason)
        }
    }

    @Test func `is read up to the depth and length that are allowed`() throws {
        let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        _ = try JSONValue(parsing: deep)
        let limits = JSONLimits(bytesMax: 4, depthMax: 1)
        #expect(try JSONValue(parsing: "1234", limits: limits) == .number("1234"))
        #expect(throws: JSONSyntaxError(.tooLong(limit: 4), line: 1, column: 1)) {
            try JSONValue(parsing: "12345", limits: limits)
        }
        #expect(throws: JSONSyntaxError(.tooDeep(limit: 1), line: 1, column: 2)) {
            try JSONValue(parsing: "[[]]", limits: limits)
        }
    }

    @Test func `says where the fault is`() {
        #expect(throws: JSONSyntaxError(.unexpectedCharacter, line: 2, column: 8)) {
            try JSONValue(parsing: "{\n  \"a\": x}")
        }
    }

    @Test(arguments: ["[]", "1", "null", #""{}""#])
    func `is no object`(_ text: String) {
        #expect(throws: JSONSyntaxError.self) { try canonicalJSONObject(text) }
    }

    @Test func `is laid out for people`() throws {
        let value = try JSONValue(parsing: #"{"b":[1,{}],"a":"x"}"#)
        #expect(value.text == #"{"b":[1,{}],"a":"x"}"#)
        #expect(
            value.prettyText == """
                {
                  "b": [
                    1,
                    {}
                  ],
                  "a": "x"
                }
                """)
        #expect(value["a"] == .string("x"))
        #expect(value["c"] == nil)
    }

    @Test(arguments: SeededGenerator.seeds(SeededGenerator.isDeep ? 2_000 : 50))
    func `comes back from its text, and damaged text does no harm`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let value = randomValue(&random, depth: 0)
        for text in [value.text, value.prettyText] {
            #expect(try JSONValue(parsing: text) == value, "SEED=\(seed)")
            var bytes = Array(text.utf8)
            for _ in 0..<20 where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] = random.pick(UInt8(ascii: "\""), UInt8(ascii: "}"), 0x5C, 0, 0xFF)
                let damaged = String(decoding: bytes, as: UTF8.self)
                guard let read = try? JSONValue(parsing: damaged) else { continue }
                #expect(try JSONValue(parsing: read.text) == read, "SEED=\(seed)")
            }
        }
    }

    private func randomValue(_ random: inout SeededGenerator, depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth < 4 ? 7 : 4), using: &random) {
        case 0: return random.pick(.null, .bool(true), .bool(false))
        case 1: return .number(random.pick("0", "-1.50", "1e9", "99999999999999999999"))
        case 2, 3: return .string(random.pick("", "a\"b\\", "\u{0}\n\u{7F}", "é語🙂"))
        case 4, 5:
            let keys = ["a", "b", "é", "\u{1}"].filter { _ in random.chance(50) }
            return .object(
                keys.map { JSONMember($0, randomValue(&random, depth: depth + 1)) })
        default:
            return .array(
                (0..<Int.random(in: 0..<4, using: &random)).map { _ in
                    randomValue(&random, depth: depth + 1)
                })
        }
    }
}
