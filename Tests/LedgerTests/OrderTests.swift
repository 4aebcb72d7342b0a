import Ledger
import Testing

/// What an order says stands apart from those who have it, and is a value nevertheless.
@Suite struct `The order of a transaction` {
    @Test func `is changed for nobody else`() throws {
        let former = try Orders.transfer("r", "A", "B", 5).order
        var order = former
        order.amount = Amount(6)
        order.description = "more"
        order.sources = order.destinations
        #expect(former.amount == Amount(5))
        #expect(former.description.isEmpty)
        #expect(former.sources != former.destinations)
        #expect(order != former)
    }

    @Test func `is equal to another that says the same`() throws {
        var order = try Orders.transfer("r", "A", "B", 5).order
        let other = try Orders.transfer("r", "A", "B", 5).order
        #expect(order == other && order.hashValue == other.hashValue)
        order.metaData = try MetaData(#"{"k":1}"#)
        #expect(order != other)
        order.metaData = .empty
        #expect(order == other && order.hashValue == other.hashValue)
    }
}
