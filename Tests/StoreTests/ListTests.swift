import Ledger
import TestSupport
import Testing

@testable import Store

/// Every list of the store, walked page by page.
@Suite struct `A list` {
    /// A list by its name, and how a page of it is read.
    struct Kind: CustomTestStringConvertible, Sendable {
        let name: String
        let page: @Sendable (borrowing StoreView, PageRequest) throws -> Page<UInt128>

        var testDescription: String { name }
    }

    private static let kinds = [
        Kind(name: "ledgers") { try $0.ledgers($1, where: { _ in true }).map(\.id.bits) },
        Kind(name: "balances") { try $0.balances($1, where: { _ in true }).map(\.balance.id.bits) },
        Kind(name: "transactions") {
            try $0.transactions($1, where: { _ in true }).map(\.id.bits)
        },
        Kind(name: "monitors") { try $0.monitors($1, where: { _ in true }).map(\.id.bits) },
        Kind(name: "monitors of a balance") { view, page in
            guard let till = try view.balanceID(.make("@till"), .dollar) else { return Page() }
            return try view.monitors(of: .balance(till), page).map(\.id.bits)
        },
        Kind(name: "entries") { view, page in
            guard let till = try view.balanceID(.make("@till"), .dollar),
                let balance = try view.balance(till)?.balance
            else { return Page() }
            return try view.entries(of: balance, page, where: { _ in true })
                .map { UInt128($0.number) }
        },
    ]

    let fixture: StoreFixture
    private var store: LedgerStore { fixture.store }

    init() throws {
        fixture = try StoreFixture()
        try fill(0..<7)
        // A neighbour on either side, whose monitors must not show up.
        for name in ["@before", "@behind"] { try store.write(.payment(name.count, to: name)) }
    }

    /// Makes one more of everything for each number.
    private func fill(_ numbers: Range<Int>) throws {
        for number in numbers {
            try store.write(.payment(1000 + number))
            try store.write(.createLedger(CreateLedger(name: "Ledger \(number)")))
            try store.write(.createBalance(CreateBalance(currency: .dollar)))
            try store.write(
                .createMonitor(
                    CreateMonitor(
                        target: .balance(.indicator(.make("@till"), .dollar)),
                        question: .one(
                            try Condition(
                                field: .balance, comparison: .lessThan,
                                threshold: .minorUnits(Amount(Int128(-number))))))))
        }
    }

    /// The whole list in pages of a size, one view for each.
    private func pages(
        _ kind: Kind, size: Int, newestFirst: Bool, between: () throws -> Void = {}
    ) throws -> [[UInt128]] {
        var pages: [[UInt128]] = []
        var after: Position?
        repeat {
            let request = PageRequest(size: size, after: after, newestFirst: newestFirst)
            let page = try store.read { try kind.page($0, request) }
            pages.append(page.items)
            after = page.next
            if after != nil { try between() }
        } while after != nil && pages.count < 1000
        return pages
    }

    @Test(arguments: kinds)
    private func `is covered once by pages of any size, in both directions`(kind: Kind) throws {
        defer { fixture.close() }
        let whole = try pages(kind, size: 100, newestFirst: false).flatMap(\.self)
        #expect(whole.count >= 7)
        #expect(zip(whole, whole.dropFirst()).allSatisfy { $0 < $1 })
        for size in 1...whole.count + 1 {
            let forwards = try pages(kind, size: size, newestFirst: false)
            #expect(forwards.flatMap(\.self) == whole, "pages of \(size)")
            #expect(forwards.dropLast().allSatisfy { $0.count == size }, "pages of \(size)")
            #expect(forwards.last?.isEmpty == false, "the last page is never empty")
            let backwards = try pages(kind, size: size, newestFirst: true)
            #expect(backwards.flatMap(\.self) == whole.reversed(), "pages of \(size)")
            #expect(backwards.dropLast().allSatisfy { $0.count == size }, "pages of \(size)")
        }
    }

    @Test(arguments: kinds)
    private func `goes on where it was, whatever is appended meanwhile`(kind: Kind) throws {
        defer { fixture.close() }
        let former = try pages(kind, size: 100, newestFirst: false).flatMap(\.self)
        var next = 10
        func append() throws {
            guard next < 14 else { return }
            try fill(next..<next + 1)
            next += 1
        }
        let backwards = try pages(kind, size: 2, newestFirst: true, between: append)
        #expect(backwards.flatMap(\.self) == former.reversed())
        next = 20
        let forwards = try pages(
            kind, size: 2, newestFirst: false,
            between: {
                guard next < 22 else { return }
                try fill(next..<next + 1)
                next += 1
            })
        let whole = try pages(kind, size: 100, newestFirst: false).flatMap(\.self)
        #expect(forwards.flatMap(\.self) == whole)
        #expect(Array(whole.prefix(former.count)) == former)
    }

    @Test func `shows only what passes the filter, and all of it`() throws {
        defer { fixture.close() }
        for newestFirst in [false, true] {
            for size in 1...4 {
                var names: [String] = []
                var after: Position?
                repeat {
                    let request = PageRequest(size: size, after: after, newestFirst: newestFirst)
                    let page = try store.read {
                        try $0.ledgers(request) { $0.name.hasSuffix("3") || $0.name.hasSuffix("5") }
                    }
                    #expect(page.items.count <= size)
                    names += page.items.map(\.name)
                    after = page.next
                } while after != nil
                let expected = ["Ledger 3", "Ledger 5"]
                #expect(names == (newestFirst ? expected.reversed() : expected))
            }
        }
    }

    @Test func `of a balance's monitors never leaves it, whatever position is handed in`() throws {
        defer { fixture.close() }
        let till = try #require(try store.read { try $0.balanceID(.make("@till"), .dollar) })
        let own = Set(try pages(Self.kinds[4], size: 100, newestFirst: false).flatMap(\.self))
        try store.write(
            .createMonitor(
                CreateMonitor(
                    target: .balance(.indicator(.make("@behind"), .dollar)),
                    question: .one(
                        try Condition(
                            field: .balance, comparison: .lessThan,
                            threshold: .minorUnits(.zero))))))
        let strange: [[UInt8]] = [
            [], [0], [0xFF], Key.id(BalanceID(bits: 0)).bytes, Key.id(BalanceID(bits: .max)).bytes,
            Key.watch(.balance(BalanceID(bits: till.bits - 1)), 5).bytes,
            Key.watch(.balance(BalanceID(bits: .max)), 5).bytes,
            [UInt8](repeating: 0x80, count: 600),
        ]
        for key in strange {
            for newestFirst in [false, true] {
                let request = PageRequest(
                    size: 100, after: Position(key: key), newestFirst: newestFirst)
                let page = try store.read { try $0.monitors(of: .balance(till), request) }
                #expect(own.isSuperset(of: page.items.map(\.id.bits)), "\(key)")
            }
        }
    }
}

/// What one call looks at, at most.
@Suite struct `A page of a long list` {
    @Test func `ends after so many rows that do not pass, and goes on behind them`() throws {
        let bare = try BareStore()
        let count = PageRequest.scanMax + 10
        var book = try bare.book(after: BareStore.fresh)
        for number in 1...count {
            try book.save(
                LedgerRecord(
                    id: LedgerID(bits: UInt128(number)), name: "\(number)", metaData: .empty,
                    createdAt: .zero))
        }
        _ = try book.commit()
        // With the general ledger there is one more.
        let first = try bare.view {
            try $0.ledgers(PageRequest(size: 5, newestFirst: false)) { $0.name == "\(count)" }
        }
        #expect(first.items.isEmpty)
        let next = try #require(first.next)
        let second = try bare.view {
            try $0.ledgers(PageRequest(size: 5, after: next, newestFirst: false)) {
                $0.name == "\(count)"
            }
        }
        #expect(second.items.map(\.name) == ["\(count)"])
        #expect(second.next == nil)
    }

    @Test func `ends after so many bytes`() throws {
        let bare = try BareStore()
        var book = try bare.book(after: BareStore.fresh)
        for number in 1...200 {
            try book.save(
                LedgerRecord(
                    id: LedgerID(bits: UInt128(number)),
                    name: String(repeating: "x", count: 16_000),
                    metaData: .empty, createdAt: .zero))
        }
        _ = try book.commit()
        var found = 0
        var pages = 0
        var after: Position?
        repeat {
            let page = try bare.view {
                try $0.ledgers(PageRequest(size: 1000, after: after, newestFirst: false)) { _ in
                    true
                }
            }
            found += page.items.count
            pages += 1
            after = page.next
        } while after != nil
        #expect(found == 201)
        #expect(pages == 200 * 16_000 / PageRequest.bytesMax + 1)
    }
}
