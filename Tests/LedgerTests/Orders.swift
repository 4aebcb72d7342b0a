import Ledger
import Testing

/// Short ways to the commands of a test.
enum Orders {
    static var usd: Currency { get throws { try #require(Currency("USD")) } }

    static func transfer(
        _ reference: String, _ source: String, _ destination: String, _ amount: Int128,
        _ currency: String = "USD"
    ) throws -> CreateTransaction {
        CreateTransaction(
            reference: try #require(Reference(reference)),
            order: TransactionOrder(
                currency: try #require(Currency(currency)), amount: Amount(amount),
                source: .indicator(try #require(Indicator(source))),
                destination: .indicator(try #require(Indicator(destination)))))
    }
}
