import LMDB
import TestSupport
import Testing

@Suite struct `Random operations` {
    @Test(arguments: SeededGenerator.seeds(4))
    func `leave what a dictionary would hold, also when opened again`(seed: UInt64) throws {
        var run = try Run(seed: seed)
        for _ in 0..<40 { try run.step() }
    }
}

/// An environment and a dictionary that go through the same random changes.
private struct Run {
    private typealias Model = [[UInt8]: [UInt8]]

    private let folder = TemporaryFolder()
    private var environment: Environment
    private var entries: Database
    private var model: Model = [:]
    private var random: SeededGenerator

    init(seed: UInt64) throws(LMDBError) {
        random = SeededGenerator(seed: seed)
        (environment, entries) = try Self.open(folder.path)
    }

    /// One write transaction, committed or not, and then a comparison.
    mutating func step() throws(LMDBError) {
        var txn = try environment.beginWrite()
        var after = model
        for _ in 0..<Int.random(in: 0...60, using: &random) { try change(&txn, &after) }
        try compare(txn, after)
        if Int.random(in: 0..<4, using: &random) > 0 {
            try txn.commit()
            model = after
        } else {
            txn.abort()
        }
        if Int.random(in: 0..<8, using: &random) == 0 {
            try environment.close()
            (environment, entries) = try Self.open(folder.path)
        }
        try compare(try environment.beginRead(), model)
    }

    private mutating func change(
        _ txn: inout WriteTransaction, _ model: inout Model
    ) throws(LMDBError) {
        let (key, value) = (randomKey(), randomValue())
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<9:
            try txn.put(entries, key.span, value.span)
            model[key] = value
        case 9..<12:
            try txn.put(entries, key.span, count: value.count) { room in
                for index in value.indices { room[index] = value[index] }
            }
            model[key] = value
        case 12..<15:
            #expect(try txn.insert(entries, key.span, value.span) == (model[key] == nil), replay)
            if model[key] == nil { model[key] = value }
        case 15..<18:
            let isThere = model.removeValue(forKey: key) != nil
            #expect(try txn.delete(entries, key.span) == isThere, replay)
        case 18:
            let end = randomKey()
            let limit = Int.random(in: 0...10, using: &random)
            let gone = order(model).filter { !$0.lexicographicallyPrecedes(key) }
                .filter { $0.lexicographicallyPrecedes(end) }.prefix(limit)
            let count = try txn.delete(entries, from: key.span, to: end.span, limit: limit)
            #expect(count == gone.count, replay)
            for key in gone { model[key] = nil }
        default:
            guard Int.random(in: 0..<20, using: &random) == 0 else { return }
            try txn.empty(entries)
            model = [:]
        }
    }

    private mutating func compare(
        _ txn: borrowing some ReadableTransaction & ~Copyable, _ model: Model
    ) throws(LMDBError) {
        #expect(try txn.statistics(entries).entries == model.count, replay)
        let (lower, upper) = (randomKey(), randomKey())
        let all = order(model)
        let inside = all.filter { !$0.lexicographicallyPrecedes(lower) }
            .filter { $0.lexicographicallyPrecedes(upper) }
        for reversed in [false, true] {
            var found: [[UInt8]] = []
            try txn.scan(entries, reversed: reversed) { key, value in
                found.append(bytes(key))
                return model[bytes(key)]?.count == value.count ? .continue : .stop
            }
            #expect(found == (reversed ? all.reversed() : all), replay)
            found = []
            try txn.scan(entries, from: lower.span, to: upper.span, reversed: reversed) { key, _ in
                found.append(bytes(key))
                return .continue
            }
            #expect(found == (reversed ? inside.reversed() : inside), replay)
        }
        for key in all.shuffled(using: &random).prefix(10) + [lower] {
            #expect(try txn.get(entries, key.span) == model[key], replay)
        }
    }

    private var replay: Comment { "SEED=\(random.seed)" }

    private func order(_ model: Model) -> [[UInt8]] {
        model.keys.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// Few enough keys to meet again, of lengths from one byte up to the longest.
    private mutating func randomKey() -> [UInt8] {
        let length = Int.random(in: 0..<10, using: &random) == 0 ? 511 : 1
        let head = UInt8.random(in: 0...UInt8.max, using: &random)
        return [head] + Array(repeating: 0x6B, count: length - 1)
    }

    private mutating func randomValue() -> [UInt8] {
        let lengths = [0, 1, 100, 2_000, 2_100, 5_000]
        let length = lengths.randomElement(using: &random) ?? 0
        return Array(repeating: UInt8.random(in: 0...UInt8.max, using: &random), count: length)
    }

    private static func open(_ path: String) throws(LMDBError) -> (Environment, Database) {
        let environment = try Environment(path: path)
        let entries = try environment.openDatabases { (opener) throws(LMDBError) in
            try opener.open("entries")
        }
        return (environment, entries)
    }
}
