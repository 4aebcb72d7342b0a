package import Ledger

// The one source and the one destination of an order that has no others.
extension TransactionOrder {
    package var source: Party {
        get { sources[0].party }
        set { sources = [Share(newValue, .whole)] }
    }

    package var destination: Party {
        get { destinations[0].party }
        set { destinations = [Share(newValue, .whole)] }
    }

    /// Turns the transaction round.
    package mutating func swapEnds() {
        (sources, destinations) = (destinations, sources)
    }
}
