import LMDB
import Ledger
import TestSupport

@testable import Store

/// The files of a store without its writer, for tests that hold the pen themselves.
struct BareStore {
    let environment: Environment
    let tables: Tables
    private let databases: [Table: Database]
    private let folder: TemporaryFolder?

    /// A new store, as it is before the first command.
    init() throws {
        let folder = TemporaryFolder()
        try self.init(folder.path, folder)
        let key = Key.id(LedgerID.general)
        let record = LedgerRecord.general.record(under: key.bytes.span)
        try put(.ledgers, key.bytes, record)
        let stateKey = Key.state.bytes
        try put(.state, stateKey, BareStore.fresh.record(under: stateKey.span))
    }

    /// The files of a store that is not open now.
    init(_ path: String) throws {
        try self.init(path, nil)
    }

    private init(_ path: String, _ folder: TemporaryFolder?) throws {
        self.folder = folder
        environment = try Environment(
            path: path, options: .init(mapSize: 256 << 20, maxDatabases: Table.allCases.count))
        (tables, databases) = try environment.openDatabases { (opener) throws(LMDBError) in
            var databases: [Table: Database] = [:]
            for table in Table.allCases { databases[table] = try opener.open(table.rawValue) }
            return (try Tables(opener), databases)
        }
    }

    /// A store with the rows of another one.
    init(copyOf dump: [Table: [Row]]) throws {
        let folder = TemporaryFolder()
        try self.init(folder.path, folder)
        for (table, rows) in dump {
            for row in rows { try put(table, row.key, row.value) }
        }
    }

    /// Where a new store stands.
    static let fresh = StoreState { 7 }

    /// Opens the store in a folder, and closes it again before anybody else may want it.
    static func open<R>(_ path: String, _ body: (BareStore) throws -> R) throws -> R {
        let store = try BareStore(path)
        let result = try body(store)
        try store.environment.close()
        return result
    }
}

// MARK: - Soundness

extension BareStore {
    /// What is wrong with the store in a folder, by its rows and by its own verification.
    static func audit(_ path: String) throws -> [String] {
        try open(path) { try $0.audit() }
    }

    func audit() throws -> [String] {
        let findings = try view { try $0.findings() }
        return try Auditor.findings(in: DictionaryBook(self))
            + findings.map { "\($0.record): \($0.message)" }
    }
}

// MARK: - Rows

extension BareStore {
    struct Row: Equatable {
        var key: [UInt8]
        var value: [UInt8]
    }

    /// Every row of every table, byte for byte.
    func dump() throws -> [Table: [Row]] {
        var dump: [Table: [Row]] = [:]
        for table in Table.allCases { dump[table] = try rows(table) }
        return dump
    }

    func rows(_ table: Table) throws -> [Row] {
        guard let database = databases[table] else { return [] }
        return try environment.read { (txn) throws(LMDBError) in
            var rows: [Row] = []
            try txn.scan(database) { key, value in
                rows.append(Row(key: key.copied(), value: value.copied()))
                return .continue
            }
            return rows
        }
    }

    func put(_ table: Table, _ key: [UInt8], _ value: [UInt8]) throws {
        guard let database = databases[table] else { return }
        try environment.write { (txn) throws(LMDBError) in
            try txn.put(database, key.span, value.span)
        }
    }

    func delete(_ table: Table, _ key: [UInt8]) throws {
        guard let database = databases[table] else { return }
        try environment.write { (txn) throws(LMDBError) in
            _ = try txn.delete(database, key.span)
        }
    }

    func empty(_ table: Table) throws {
        guard let database = databases[table] else { return }
        try environment.write { (txn) throws(LMDBError) in
            try txn.empty(database)
        }
    }

    /// Flips one bit of the value of a row, at a place of it from 0 (the first byte) to 1 (the last).
    func damage(_ table: Table, _ key: [UInt8], at place: Double = 0.5) throws {
        guard var value = try rows(table).first(where: { $0.key == key })?.value else {
            preconditionFailure("there is no such row in \(table)")
        }
        value[Int(Double(value.count - 1) * place)] ^= 0x10
        try put(table, key, value)
    }
}

// MARK: - Commands

extension BareStore {
    /// Takes turns in one write transaction, and commits whatever the rules wrote.
    func play(
        _ turns: [Turn], after state: StoreState,
        onDamage: @escaping @Sendable (MonitorID) -> Void = { _ in }
    ) throws -> (answers: [Turn.Answer], state: StoreState) {
        var book = try book(after: state, onDamage: onDamage)
        var answers: [Turn.Answer] = []
        for turn in turns {
            let answer = try book.answer(turn)
            if answer.isApplied { try book.seal(turn.stamp) }
            answers.append(answer)
        }
        return (answers, try book.commit().state)
    }

    /// The same for commands, each a commit of its own.
    func apply(
        _ steps: [(command: Command, stamp: Stamp)], after state: StoreState
    ) throws -> StoreState {
        try play(steps.map { Turn(.one($0.command), $0.stamp) }, after: state).state
    }

    /// A book in a write transaction of its own.
    func book(
        after state: StoreState, onDamage: @escaping @Sendable (MonitorID) -> Void = { _ in }
    ) throws -> LMDBBook {
        LMDBBook(try environment.beginWrite(), tables, state, onDamage: onDamage)
    }

    func view<R>(_ body: (borrowing StoreView) throws -> R) throws -> R {
        try body(StoreView(try environment.beginRead(), tables))
    }
}
