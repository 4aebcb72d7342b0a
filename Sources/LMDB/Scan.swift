import CLMDB

/// Whether a scan goes on after an entry.
package enum ScanControl: Sendable {
    case `continue`, stop
}

// A range is half open: `from` is in it, `to` is not, and nil leaves that side open.

extension Cursor {
    /// Hands the entries of a range to `body`, in the order of their keys or against it.
    package func scan(
        from lower: Span<UInt8>? = nil, to upper: Span<UInt8>? = nil, reversed: Bool = false,
        _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) -> ScanControl
    ) throws(LMDBError) {
        var next = unsafe try enter(lower, upper, reversed)
        while let entry = unsafe next {
            guard unsafe body(entry.key.span, entry.value.span) == .continue else { return }
            unsafe next = try advance(lower, upper, reversed)
        }
    }

    /// Hands the entries of a range to `body`, in the order of their keys or against it.
    package func scan<E: ExpressibleByLMDBError>(
        from lower: Span<UInt8>? = nil, to upper: Span<UInt8>? = nil, reversed: Bool = false,
        _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) throws(E) -> ScanControl
    ) throws(E) {
        var next: Entry?
        do { unsafe next = try enter(lower, upper, reversed) } catch { throw E(error) }
        while let entry = unsafe next {
            guard unsafe try body(entry.key.span, entry.value.span) == .continue else { return }
            do { unsafe next = try advance(lower, upper, reversed) } catch { throw E(error) }
        }
    }

    /// Hands the entries whose keys begin with `prefix` to `body`.
    package func scan(
        prefix: Span<UInt8>, reversed: Bool = false,
        _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) -> ScanControl
    ) throws(LMDBError) {
        guard let end = endOfKeys(beginningWith: prefix) else {
            return try scan(from: prefix, reversed: reversed, body)
        }
        try scan(from: prefix, to: end.span, reversed: reversed, body)
    }

    /// Hands the entries whose keys begin with `prefix` to `body`.
    package func scan<E: ExpressibleByLMDBError>(
        prefix: Span<UInt8>, reversed: Bool = false,
        _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) throws(E) -> ScanControl
    ) throws(E) {
        guard let end = endOfKeys(beginningWith: prefix) else {
            return try scan(from: prefix, reversed: reversed, body)
        }
        try scan(from: prefix, to: end.span, reversed: reversed, body)
    }
}

extension ReadableTransaction where Self: ~Copyable {
    /// Hands the entries of a range to `body`, with a cursor of its own.
    package func scan(
        _ database: Database, from lower: Span<UInt8>? = nil, to upper: Span<UInt8>? = nil,
        reversed: Bool = false,
        _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) -> ScanControl
    ) throws(LMDBError) {
        let cursor = try openCursor(handle, database)
        try cursor.scan(from: lower, to: upper, reversed: reversed, body)
    }

    /// Hands the entries of a range to `body`, with a cursor of its own.
    package func scan<E: ExpressibleByLMDBError>(
        _ database: Database, from lower: Span<UInt8>? = nil, to upper: Span<UInt8>? = nil,
        reversed: Bool = false,
        _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) throws(E) -> ScanControl
    ) throws(E) {
        let cursor: Cursor
        do { cursor = try openCursor(handle, database) } catch { throw E(error) }
        try cursor.scan(from: lower, to: upper, reversed: reversed, body)
    }

    /// Hands the entries whose keys begin with `prefix` to `body`, with a cursor of its own.
    package func scan(
        _ database: Database, prefix: Span<UInt8>, reversed: Bool = false,
        _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) -> ScanControl
    ) throws(LMDBError) {
        let cursor = try openCursor(handle, database)
        try cursor.scan(prefix: prefix, reversed: reversed, body)
    }

    /// Hands the entries whose keys begin with `prefix` to `body`, with a cursor of its own.
    package func scan<E: ExpressibleByLMDBError>(
        _ database: Database, prefix: Span<UInt8>, reversed: Bool = false,
        _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) throws(E) -> ScanControl
    ) throws(E) {
        let cursor: Cursor
        do { cursor = try openCursor(handle, database) } catch { throw E(error) }
        try cursor.scan(prefix: prefix, reversed: reversed, body)
    }
}

extension WriteTransaction {
    /// Deletes the entries of a range, `limit` of them at most; how many there were.
    @discardableResult
    package mutating func delete(
        _ database: Database, from lower: Span<UInt8>? = nil, to upper: Span<UInt8>? = nil,
        limit: Int = .max
    ) throws(LMDBError) -> Int {
        let cursor = try openCursor(handle, database)
        var deleted = 0
        // The range is entered anew each time: a deletion may merge the page the cursor is on.
        while deleted < limit, unsafe try cursor.enter(lower, upper, false) != nil {
            unsafe try check(mdb_cursor_del(cursor.handle, 0), .delete)
            deleted += 1
        }
        return deleted
    }
}

// MARK: - Steps of a scan

extension Cursor {
    /// The entry a scan begins with.
    func enter(
        _ lower: Span<UInt8>?, _ upper: Span<UInt8>?, _ reversed: Bool
    ) throws(LMDBError) -> Entry? {
        let entry: Entry?
        switch (reversed, lower, upper) {
        case (false, let lower?, _): unsafe entry = try sought(atOrAfter: lower)
        case (false, nil, _): unsafe entry = try stepped(.first)
        case (true, _, let upper?): unsafe entry = try sought(before: upper)
        case (true, _, nil): unsafe entry = try stepped(.last)
        }
        return unsafe within(lower, upper, reversed, entry)
    }

    /// The entry a scan comes to after the one the cursor is at.
    func advance(
        _ lower: Span<UInt8>?, _ upper: Span<UInt8>?, _ reversed: Bool
    ) throws(LMDBError) -> Entry? {
        let entry = unsafe try stepped(reversed ? .previous : .next)
        return unsafe within(lower, upper, reversed, entry)
    }

    /// `entry`, if it does not lie beyond the end a scan runs towards.
    private func within(
        _ lower: Span<UInt8>?, _ upper: Span<UInt8>?, _ reversed: Bool, _ entry: Entry?
    ) -> Entry? {
        guard let entry = unsafe entry else { return nil }
        if reversed {
            guard let lower, unsafe compare(entry.key, lower) < 0 else { return unsafe entry }
        } else {
            guard let upper, unsafe compare(entry.key, upper) >= 0 else { return unsafe entry }
        }
        return nil
    }

    /// How LMDB itself orders two keys: below, at or above zero.
    private func compare(_ left: UnsafeBufferPointer<UInt8>, _ right: Span<UInt8>) -> Int32 {
        unsafe left.span.withValue { left in
            unsafe right.withValue { right in unsafe mdb_cmp(txn, database.handle, &left, &right) }
        }
    }
}

/// The first key after all those that begin with `prefix`; nil if no key can be.
func endOfKeys(beginningWith prefix: Span<UInt8>) -> [UInt8]? {
    guard let last = prefix.indices.last(where: { prefix[$0] < .max }) else { return nil }
    return (0...last).map { $0 < last ? prefix[$0] : prefix[$0] + 1 }
}
