import TestSupport
import Testing

@testable import Ledger

@Suite struct `A filter of events` {
    private let monitor = MonitorID(bits: 1)
    private let card = BalanceID(bits: 2)
    private let cash = BalanceID(bits: 3)
    private let cards = LedgerID(bits: 4)

    /// A monitor's firing on a card.
    private var firing: EventFacets {
        EventFacets(
            .balanceMonitor, monitorID: monitor, balances: [facet(card, cards, "card-1")])
    }
    /// A payment from cash to a card.
    private var payment: EventFacets {
        EventFacets(
            .transactionApplied,
            balances: [facet(cash, .general, "cash"), facet(card, cards, "card-1")])
    }
    private var ledgerUpdate: EventFacets { EventFacets(.ledgerUpdated, ledgerID: cards) }

    private func facet(
        _ id: BalanceID, _ ledger: LedgerID, _ indicator: String
    ) -> EventFacets.Balance {
        EventFacets.Balance(
            BalanceProfile(
                id: id, ledgerID: ledger, indicator: Indicator(indicator), identityID: "",
                metaData: .empty, createdAt: .zero))
    }

    private func passing(_ filter: EventFilter) -> [EventType] {
        [firing, payment, ledgerUpdate].filter(filter.passes).map(\.type)
    }

    @Test func `that is empty lets all through`() {
        #expect(passing(.all) == [.balanceMonitor, .transactionApplied, .ledgerUpdated])
    }

    @Test func `asks for any of a list`() {
        #expect(passing(EventFilter(monitorIDs: [monitor])) == [.balanceMonitor])
        #expect(passing(EventFilter(monitorIDs: [MonitorID(bits: 9)])) == [])
        let both = EventFilter(balanceIDs: [cash, BalanceID(bits: 9)])
        #expect(passing(both) == [.transactionApplied])
        #expect(passing(EventFilter(balanceIDs: [card])) == [.balanceMonitor, .transactionApplied])
        #expect(
            passing(EventFilter(types: [.ledgerUpdated, .balanceMonitor]))
                == [.balanceMonitor, .ledgerUpdated])
    }

    @Test func `asks for a ledger's balances and for the ledger itself`() {
        #expect(
            passing(EventFilter(ledgerID: cards))
                == [.balanceMonitor, .transactionApplied, .ledgerUpdated])
        #expect(passing(EventFilter(ledgerID: .general)) == [.transactionApplied])
    }

    @Test func `asks for the beginning of an indicator, by its bytes`() {
        #expect(
            passing(EventFilter(indicatorPrefix: "card-"))
                == [.balanceMonitor, .transactionApplied])
        #expect(passing(EventFilter(indicatorPrefix: "Card-")) == [])
        // A combined letter and its two parts look the same and are two names.
        let combined = EventFacets(
            .balanceUpdated, balances: [facet(cash, .general, "\u{E9}tage")])
        #expect(!EventFilter(indicatorPrefix: "e\u{301}").passes(combined))
        #expect(
            EventFilter(indicatorPrefix: "\u{E9}") != EventFilter(indicatorPrefix: "e\u{301}"))
    }

    @Test func `asks for all of its fields`() {
        #expect(
            passing(EventFilter(balanceIDs: [card], types: [.balanceMonitor]))
                == [.balanceMonitor])
        #expect(passing(EventFilter(monitorIDs: [monitor], balanceIDs: [cash])) == [])
        #expect(
            passing(
                EventFilter(
                    monitorIDs: [monitor], balanceIDs: [card], ledgerID: cards,
                    indicatorPrefix: "card", types: [.balanceMonitor])) == [.balanceMonitor])
    }
}

@Suite struct `The facets of an event` {
    @Test func `are those of what its transaction touched`() throws {
        var scenario = DictionaryBook()
        var stamps = StampSource()
        let dollar = try #require(Currency("USD"))
        let till = try #require(Indicator("@till"))
        let order = TransactionOrder(
            currency: dollar, amount: Amount(5), source: .indicator(.world),
            destination: .indicator(till))
        let reference = try #require(Reference("r"))
        _ = scenario.apply(
            .createTransaction(CreateTransaction(reference: reference, order: order)), &stamps)
        let events = scenario.events
        #expect(events.map(\.type) == [.balanceCreated, .balanceCreated, .transactionApplied])
        let world = try #require(scenario.balanceID(.world, dollar))
        let made = try #require(scenario.balanceID(till, dollar))
        let facets = events.map { scenario.facets(of: $0.content) }
        #expect(facets.map { $0.balances.map(\.id) } == [[world], [made], [world, made]])
        #expect(facets[2].balances.map(\.indicator) == [.world, till])
        #expect(facets[2].balances.allSatisfy { $0.ledgerID == .general })
    }
}
