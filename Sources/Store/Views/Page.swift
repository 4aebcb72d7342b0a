/// A part of a list, and where the next part begins.
package struct Page<Item: Sendable>: Sendable {
    package var items: [Item]
    /// Hand it in to go on behind the last row looked at; nil where the list is at its end. A page
    /// may hold fewer than asked for, or nothing, and still go on.
    package var next: Position?

    package init(items: [Item] = [], next: Position? = nil) {
        self.items = items
        self.next = next
    }

    package func map<Other>(_ transform: (Item) -> Other) -> Page<Other> {
        Page<Other>(items: items.map(transform), next: next)
    }
}

/// A place in a list: the key of the last row looked at.
package struct Position: Hashable, Sendable {
    package let key: [UInt8]

    package init(key: [UInt8]) {
        self.key = key
    }
}

/// Which part of a list is wanted.
package struct PageRequest: Sendable {
    /// How many rows one call looks at at most, so that a filter that passes few rows neither keeps
    /// a view open for long nor holds up the connection.
    package static let scanMax = 10_000

    /// Bytes of records after which a page is full: what is answered for them, a few times as much
    /// at worst, still fits a frame.
    package static let bytesMax = 1 << 20

    /// Rows at most; 1 or more.
    package let size: Int
    package let after: Position?
    package let newestFirst: Bool

    package init(size: Int, after: Position? = nil, newestFirst: Bool) {
        self.size = size
        self.after = after
        self.newestFirst = newestFirst
    }

    /// The range of keys that is left to walk: lower bound in, upper bound out.
    func bounds(within prefix: Key) -> (lower: [UInt8], upper: [UInt8]?) {
        var lower = prefix.bytes
        var upper = prefix.bytes.isEmpty ? nil : Key.end(of: prefix)
        guard let after else { return (lower, upper) }
        // Never beyond the prefix, wherever the position comes from.
        if newestFirst {
            if upper.map({ after.key.lexicographicallyPrecedes($0) }) ?? true { upper = after.key }
        } else if lower.lexicographicallyPrecedes(after.key + [0]) {
            lower = after.key + [0]
        }
        return (lower, upper)
    }
}
