import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// Metadata as it is sent, kept and merged.
@Suite struct `The metadata of a balance` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    @Test(arguments: [
        (#" { "b" : 1 , "a" : [ 1.50 , null , "x\/y" ] } "#, #"{"a":[1.50,null,"x/y"],"b":1}"#),
        (#"{"\u0061":"\u00e9\n"}"#, #"{"a":"é\n"}"#),
        (#"{"n":123456789012345678901234567890}"#, #"{"n":123456789012345678901234567890}"#),
        (#"{"😀":"\ud83d\ude00"}"#, #"{"😀":"😀"}"#),
        ("{}", ""), ("", ""),
    ])
    func `is kept in canonical form`(_ sent: String, _ kept: String) async throws {
        let balance = try await client.balance("@a", metaData: sent)
        #expect(balance.metaData == kept)
    }

    @Test(arguments: [
        "[]", "1", "null", "\"x\"", "{", "{]", #"{"a":}"#, #"{"a":1,}"#, #"{'a':1}"#, "{a:1}",
        #"{"a":01}"#, #"{"a":NaN}"#, #"{"a":"\ud800"}"#, #"{"a":1,"\u0061":2}"#, "{}{}", "{}\u{1}",
        #"{"a":"# + String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000) + "}",
    ])
    func `that isn't one JSON object is refused`(_ text: String) async throws {
        let refusal = try await refusal { try await client.balance("@a", metaData: text) }
        #expect(refusal.code == .invalidArgument)
        #expect(refusal.reason == "FIELD_INVALID")
        #expect(refusal.field == "meta_data")
    }

    @Test func `takes up to its limit, merged too`() async throws {
        let most = #"{"a":""# + String(repeating: "x", count: 16_384 - 8) + #""}"#
        let balance = try await client.balance("@a", metaData: most)
        #expect(balance.metaData == most)
        let refusal = try await refusal {
            try await client.balances.updateBalance(
                .init(balanceID: balance.balanceID, metaData: #"{"b":1}"#))
        }
        #expect(refusal.reason == "FIELD_INVALID")
        #expect(refusal.field == "meta_data")
        let shrunk = try await client.balances.updateBalance(
            .init(balanceID: balance.balanceID, metaData: #"{"a":null,"b":1}"#))
        #expect(shrunk.balance?.metaData == #"{"b":1}"#)
    }

    @Test func `is found by value, numbers by what they are`() async throws {
        try await client.balance("@five", metaData: #"{"n":5,"o":{"b":2,"a":1}}"#)
        func found(_ key: String, _ value: String) async throws -> Int {
            try await client.balances.listBalances(
                .init(filter: .init(metaData: [.init(key: key, valueJson: value)]))
            ).balances.count
        }
        #expect(try await found("n", "5") == 1)
        #expect(try await found("n", "5.0") == 1)
        #expect(try await found("n", "0.5e1") == 1)
        #expect(try await found("n", "50") == 0)
        #expect(try await found("n", #""5""#) == 0)
        #expect(try await found("o", #"{"a": 1.0, "b": 2}"#) == 1)
        #expect(try await found("o", #"{"a": 1}"#) == 0)
    }
}
