import Ledger
import TestSupport
import Testing

@testable import Store

@Suite struct `The history of a balance` {
    private let bare: BareStore
    private let till: Balance
    private static let length = 1500

    /// A till with so many entries, and others between them.
    init() throws {
        bare = try BareStore()
        var stamps = StampSource()
        var steps: [(command: Command, stamp: Stamp)] = []
        for number in 0..<UInt64(Self.length) {
            let name = number % 3 == 1 ? "@other" : "@till"
            let command = Command.payment(Int(number), to: name, Int128(number) + 1)
            steps.append((command, stamps.next(after: number)))
            let back = Command.payment(-1 - Int(number), to: "@till", 7_000)
            if number % 5 == 0 { steps[steps.count - 1].command = back }
        }
        _ = try bare.apply(steps, after: BareStore.fresh)
        till = try bare.view { view in
            let id = try #require(try view.balanceID(.make("@till"), .dollar))
            return try #require(try view.balance(id)).balance
        }
    }

    @Test func `has each version within a few jumps`() throws {
        let most = 2 * (UInt64.bitWidth - till.version.leadingZeroBitCount) + 1
        try bare.view { view in
            for version in 2...till.version {
                let found = try view.entry(of: till, version: version)
                #expect(found?.version == version)
                #expect(found?.balanceID == till.id)
                #expect(try stepsTo(version, view) <= most, "version \(version)")
            }
            for version in [0, 1, till.version + 1, .max] {
                #expect(try view.entry(of: till, version: version) == nil)
            }
        }
    }

    /// How many links are followed where each one that doesn't lead too far is taken.
    private func stepsTo(_ version: UInt64, _ view: borrowing StoreView) throws -> Int {
        var steps = 0
        var entry = try #require(try view.entry(till.history.last.number))
        while entry.version > version {
            let jump = try view.entry(entry.jump)
            if let jump, jump.version >= version {
                entry = jump
            } else {
                entry = try #require(try view.entry(entry.previous))
            }
            steps += 1
        }
        return steps
    }

    @Test(arguments: [1, 2, 7, 64, 1000])
    func `is covered once by pages, in both directions`(size: Int) throws {
        for newestFirst in [false, true] {
            let entries = try walk(size, newestFirst) { _ in true }
            let versions = entries.map(\.version)
            let expected = Array(2...till.version)
            #expect(versions == (newestFirst ? expected.reversed() : expected))
        }
    }

    @Test(arguments: [1, 3, 50])
    func `shows only what passes the filter, and all of it`(size: Int) throws {
        for newestFirst in [false, true] {
            let entries = try walk(size, newestFirst) { $0.amount == Amount(7_000) }
            #expect(entries.count == Self.length / 5)
            let numbers = entries.map(\.number)
            #expect(numbers == numbers.sorted { newestFirst ? $0 > $1 : $0 < $1 })
        }
    }

    @Test func `leads nowhere from a position that is none of its own`() throws {
        let strange = [Key.number(0), Key.number(1), Key.number(.max), Key(bytes: [1]), Key()]
        for key in strange {
            for newestFirst in [false, true] {
                let request = PageRequest(
                    size: 5, after: Position(key: key.bytes), newestFirst: newestFirst)
                let page = try bare.view { try $0.entries(of: till, request) { _ in true } }
                #expect(page.items.isEmpty && page.next == nil, "\(key.bytes)")
            }
        }
    }

    @Test func `of a balance that never moved is empty`() throws {
        var still = till
        still.version = 1
        for newestFirst in [false, true] {
            let request = PageRequest(size: 5, newestFirst: newestFirst)
            let page = try bare.view { try $0.entries(of: still, request) { _ in true } }
            #expect(page.items.isEmpty && page.next == nil)
        }
    }

    private func walk(
        _ size: Int, _ newestFirst: Bool, _ matches: (Entry) -> Bool
    ) throws -> [Entry] {
        var entries: [Entry] = []
        var after: Position?
        repeat {
            let request = PageRequest(size: size, after: after, newestFirst: newestFirst)
            let page = try bare.view { try $0.entries(of: till, request, where: matches) }
            #expect(page.items.count <= size)
            entries += page.items
            after = page.next
        } while after != nil
        return entries
    }
}
