/// The newest end of a balance's chain of entries, with what is needed to add one more.
///
/// The chain is a skip list that is only ever appended to: an entry at depth d (the first has depth
/// 1) jumps either to its predecessor or to where its predecessor's jump jumps, whichever keeps the
/// lengths of the jumps a skew-binary number. Any depth is then reached in O(log n) steps, and one
/// entry needs one pointer besides the one to its predecessor.
package struct HistoryHead: Hashable, Sendable {
    /// A link of the chain: the entry's number and its depth; both 0 for none.
    package struct Link: Hashable, Sendable {
        package let number: UInt64
        package let depth: UInt64

        package init(number: UInt64, depth: UInt64) {
            self.number = number
            self.depth = depth
        }

        package static let none = Link(number: 0, depth: 0)

        /// The depth at which its jump arrives, which follows from its own: jumps are of 2^k − 1
        /// steps, and those that lead from here to the beginning are its depth, divided into the
        /// largest such numbers. The smallest of them is jumped first.
        package var jumpDepth: UInt64 {
            var rest = depth
            while rest > 0 {
                let jump = UInt64.max >> UInt64((rest + 1).leadingZeroBitCount + 1)
                if rest == jump { return depth - jump }
                rest -= jump
            }
            return 0
        }
    }

    /// The newest entry.
    package var last: Link
    /// Where the newest entry jumps to.
    package var jump: Link
    /// Where that one jumps to.
    package var jumpOfJump: Link

    package init(last: Link, jump: Link, jumpOfJump: Link) {
        self.last = last
        self.jump = jump
        self.jumpOfJump = jumpOfJump
    }

    package static let empty = HistoryHead(last: .none, jump: .none, jumpOfJump: .none)

    /// Where the next entry has to jump to.
    package var nextJump: Link {
        last.depth - jump.depth == jump.depth - jumpOfJump.depth ? jumpOfJump : last
    }

    /// The head once `number` has been appended, whose jump is `nextJump`.
    /// - Parameter jumpOf: where the entry of a link jumps to; asked only where the head does not
    /// know.
    package func appending<Failure: Error>(
        _ number: UInt64, jumpOf: (Link) throws(Failure) -> Link
    ) throws(Failure) -> HistoryHead {
        let target = nextJump
        let beyond: Link =
            if target == last { jump } else if target == .none { .none } else { try jumpOf(target) }
        return HistoryHead(
            last: Link(number: number, depth: last.depth + 1), jump: target, jumpOfJump: beyond)
    }
}
