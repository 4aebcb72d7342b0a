import Ledger
import Synchronization
import Testing

@testable import Store

@Suite struct `The chance of a group` {
    @Test func `is asked for once, and gives no number twice`() {
        let asked = Asked()
        var options = StoreOptions.small
        options.entropy = { asked.count.add(1, ordering: .relaxed).newValue }
        var occasions = OccasionSource(options)
        let drawn = (0..<10_000).map { _ in occasions.next().entropy }
        #expect(Set(drawn).count == drawn.count)
        #expect(asked.count.load(ordering: .relaxed) == 1)
    }

    @Test func `goes on elsewhere in another group`() {
        let asked = Asked()
        var options = StoreOptions.small
        options.entropy = { asked.count.add(1, ordering: .relaxed).newValue }
        var (first, second) = (OccasionSource(options), OccasionSource(options))
        let drawn = (0..<1000).flatMap { _ in
            [first.next().entropy, second.next().entropy]
        }
        #expect(Set(drawn).count == drawn.count)
    }

    private final class Asked: Sendable {
        let count = Atomic<UInt64>(0)
    }
}
