import Testing
import TidemarkClient

@Suite struct `References` {
    @Test func `are in the order of their making, and never twice the same`() {
        let made = (0..<10_000).map { _ in Reference.make() }
        #expect(made == made.sorted())
        #expect(Set(made).count == made.count)
    }

    @Test func `are UUIDs of version 7 behind a prefix`() {
        let shape = /ref_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
        #expect(Reference.make().wholeMatch(of: shape) != nil)
    }

    @Test func `of a whole refund are made out of the id`() {
        #expect(Reference.refund(of: "txn_1") == "txn_1_refund")
    }

    @Test func `are different on many tasks at once`() async {
        let made = await withTaskGroup(of: [String].self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<1000).map { _ in Reference.make() } }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(made).count == 8000)
    }
}
