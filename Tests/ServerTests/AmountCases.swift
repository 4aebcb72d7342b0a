import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// How amounts become minor units, from the request to the stored balance (acceptance cases 6a).
@Suite struct `An amount` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    @Test(
        arguments: [
            ("123.45", 100, "12345"),
            ("0.29", 100, "29"),
            ("1.13", 100, "113"),
            ("4.35", 100, "435"),
            ("19.99", 100, "1999"),
            ("123456789.99", 100, "12345678999"),
            // Sixteen digits and more stay exact.
            ("922337203.6854", 10_000_000_000, "9223372036854000000"),
            ("123456789012345678901234567.89", 100, "12345678901234567890123456789"),
            // A precision need not be a power of ten.
            ("1.5", 12, "18"),
            ("7", 0, "7"),
        ] as [(String, Int64, String)])
    func `in major units is counted exactly`(
        _ amount: String, _ precision: Int64, _ minor: String
    ) async throws {
        let reply = try await pay(amount, precision)
        #expect(reply.transaction?.preciseAmount == minor)
        #expect(reply.balances.last?.balance == minor)
    }

    @Test(arguments: [
        ("1001", "10.01"), ("999999999999999999", "9999999999999999.99"),
        ("922337203685477580800", "9223372036854775808.00"),
        ("170141183460469231731687303715884105727", "1701411834604692317316873037158841057.27"),
    ])
    func `in minor units is kept, and shown in major ones`(
        _ precise: String, _ amount: String
    ) async throws {
        let reply = try await client.pay(precise, to: "@a") { $0.precision = 100 }
        #expect(reply.transaction?.preciseAmount == precise)
        #expect(reply.transaction?.amount == amount)
        #expect(try await client.sum("@a") == precise)
    }

    @Test(
        arguments: [
            ("1.005", V1.Rounding.halfAwayFromZero, "101"), ("1.005", .halfEven, "100"),
            ("1.015", .halfEven, "102"), ("0.004999", .halfAwayFromZero, nil),
        ] as [(String, V1.Rounding, String?)])
    func `that isn't whole is rounded only where that is asked for`(
        _ amount: String, _ rounding: V1.Rounding, _ minor: String?
    ) async throws {
        let exact = try await refusal { try await pay(amount, 100) }
        #expect(exact.reason == "INEXACT_AMOUNT")
        #expect(exact.field == "amount")
        guard let minor else {
            let none = try await refusal { try await pay(amount, 100) { $0.rounding = rounding } }
            return #expect(none.reason == "INVALID_AMOUNT")
        }
        let reply = try await pay(amount, 100) { $0.rounding = rounding }
        #expect(reply.transaction?.preciseAmount == minor)
    }

    @Test func `is given exactly once`() async throws {
        let both = try await refusal { try await pay("5", 100) { $0.preciseAmount = "0" } }
        #expect(both.reason == "FIELD_INVALID")
        #expect(both.field == "amount")
        let neither = try await refusal { try await pay("", 100) }
        #expect(neither.reason == "FIELD_REQUIRED")
        #expect(neither.field == "amount")
    }

    @Test func `with two minus signs is refused and not a plus`() async throws {
        let refusal = try await refusal { try await pay("-25", -100) }
        #expect(refusal.code == .invalidArgument)
        #expect(refusal.field == "precision")
    }

    @Test(arguments: [
        "0", "-1", "-0", "+1", "01", "1.", ".5", "1e3", "1E3", " 1", "1 ", "1,000", "0x10", "NaN",
        "Infinity", "--1", "٣", "１", "1_000", "1.0.0", "-", "\u{202E}1",
    ])
    func `that isn't a canonical decimal above zero is refused`(_ text: String) async throws {
        let major = try await refusal { try await pay(text, 100) }
        #expect(major.code == .invalidArgument)
        #expect(major.reason == "INVALID_AMOUNT", "\(major)")
        #expect(major.field == "amount")
        let minor = try await refusal { try await client.pay(text, to: "@a") }
        #expect(minor.reason == "INVALID_AMOUNT", "\(minor)")
        #expect(minor.field == "precise_amount")
    }

    @Test(arguments: [
        "170141183460469231731687303715884105728", "999999999999999999999999999999999999999",
        String(repeating: "9", count: 40), String(repeating: "9", count: 100_000),
    ])
    func `beyond 128 bits is refused`(_ text: String) async throws {
        let minor = try await refusal { try await client.pay(text, to: "@a") }
        #expect(minor.code == .outOfRange)
        #expect(minor.reason == "AMOUNT_OVERFLOW")
        #expect(minor.field == "precise_amount")
        let major = try await refusal { try await pay(text, 100) }
        #expect(major.reason == "AMOUNT_OVERFLOW")
        #expect(major.field == "amount")
    }

    private func pay(
        _ amount: String, _ precision: Int64,
        _ change: (inout V1.CreateTransactionRequest) -> Void = { _ in }
    ) async throws -> V1.CreateTransactionResponse {
        try await client.pay("", to: "@a") { request in
            request.amount = amount
            request.precision = precision
            change(&request)
        }
    }
}
