import Ledger
import Testing

@testable import Store

struct `What a book has read` {
    private let known = KnownRecords()

    /// How many of so many profiles have to be read when they are asked for a second time.
    private func readAgain(_ count: Int, metaData: MetaData) throws -> Int {
        var reads = 0
        for _ in 0..<2 {
            for number in 0..<count {
                let profile = try known.profile(BalanceID(bits: UInt128(number))) {
                    (id) throws(StoreError) in
                    reads += 1
                    return BalanceProfile(
                        id: id, ledgerID: .general, indicator: nil, identityID: "",
                        metaData: metaData, createdAt: .start)
                }
                #expect(profile?.id == BalanceID(bits: UInt128(number)))
            }
        }
        return reads - count
    }

    @Test func `is not read again`() throws {
        #expect(try readAgain(10_000, metaData: .empty) == 0)
    }

    @Test func `is let go of before it takes too many bytes`() throws {
        let metaData = MetaData(canonical: "{\"k\":\"\(String(repeating: "x", count: 16_000))\"}")
        #expect(try readAgain(2_000, metaData: metaData) == 2_000)
        #expect(try readAgain(500, metaData: metaData) < 500)
    }

    @Test func `is read again once it was saved`() throws {
        #expect(try readAgain(10, metaData: .empty) == 0)
        known.forget(BalanceID(bits: 3))
        #expect(try readAgain(10, metaData: .empty) == 1 - 10)
    }

    @Test func `is not remembered where there is nothing`() throws {
        for _ in 0..<2 {
            var isRead = false
            let ledger = try known.ledger(.general) { (_) throws(StoreError) in
                isRead = true
                return nil
            }
            #expect(ledger == nil && isRead)
        }
    }
}
