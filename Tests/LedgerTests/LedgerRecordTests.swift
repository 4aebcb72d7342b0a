import Ledger
import TestSupport
import Testing

@Suite struct `A ledger` {
    var book = DictionaryBook()
    var stamps = StampSource()

    @Test mutating func `given its id is made once`() {
        let command = CreateLedger(id: LedgerID(bits: 5), name: "Savings")
        #expect(book.apply(.createLedger(command), &stamps).ledger?.version == 1)
        let again = book.apply(.createLedger(command), &stamps)
        #expect(ModelLedger.Verdict(again) == .replayed(sequence: 1))
        let other = book.apply(.createLedger(.init(id: LedgerID(bits: 5), name: "Other")), &stamps)
        #expect(other.rejection?.reason == .duplicateID)
        #expect(book.ledgers.count == 2)
    }

    @Test mutating func `the general one is there from the start and can be renamed`() {
        let taken = book.apply(
            .createLedger(.init(id: .general, name: "General Ledger")), &stamps)
        #expect(taken.rejection?.reason == .duplicateID)
        let renamed = book.apply(
            .updateLedger(.init(id: .general, name: .set("House"))), &stamps)
        #expect(renamed.ledger?.name == "House" && renamed.ledger?.version == 2)
        let late = book.apply(
            .updateLedger(.init(id: .general, name: .set("Late"), expectedVersion: 1)), &stamps)
        #expect(late.rejection?.reason == .versionMismatch)
        #expect(late.rejection?.fact("version") == "2")
        #expect(book.ledgers[.general]?.name == "House")
    }

    @Test mutating func `that is not there can't be changed`() {
        let outcome = book.apply(.updateLedger(.init(id: LedgerID(bits: 5))), &stamps)
        #expect(ModelLedger.Verdict(outcome) == .refused(.init(.ledgerNotFound, "ledger_id")))
    }
}
