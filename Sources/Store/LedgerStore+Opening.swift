import LMDB
import Ledger

extension LedgerStore {
    /// What a store works with once its folder is open.
    struct Opened {
        let environment: Environment
        let tables: Tables
        let state: StoreState
        let mark: JournalMark
    }

    /// Opens the files in a folder and makes in a new one what exists from the start. Nothing is
    /// changed in a folder that another version wrote.
    static func open(_ path: String, _ options: StoreOptions) throws(StoreError) -> Opened {
        do throws(StoreError) {
            if let draft = try DataFileDraft(in: path) {
                try make(in: draft.folder, options)
                try draft.finish()
            }
            let environment = try environment(path, options)
            let version = try formatVersion(environment)
            guard version == nil || version == StoreState.formatVersion else {
                throw .unusableFolder(
                    "the data folder \(path) has format \(version ?? 0), this server knows"
                        + " \(StoreState.formatVersion). Use the server that wrote it")
            }
            let tables = try tables(environment)
            let state = try begin(environment, tables, options)
            let mark = try environment.read { (txn) throws(StoreError) in
                try txn.journalMark(tables)
            }
            return Opened(environment: environment, tables: tables, state: state, mark: mark)
        } catch {
            throw unusable(path, error)
        }
    }

    /// Makes the files of a new store, durably.
    private static func make(in folder: String, _ options: StoreOptions) throws(StoreError) {
        let environment = try environment(folder, options)
        _ = try begin(environment, tables(environment), options)
        do { try environment.close() } catch { throw .lmdb(error) }
    }

    private static func environment(
        _ path: String, _ options: StoreOptions
    ) throws(StoreError) -> Environment {
        do {
            return try Environment(
                path: path,
                options: Environment.Options(
                    mapSize: options.initialMapBytes, maxDatabases: Table.allCases.count,
                    maxReaders: options.viewsMax))
        } catch { throw .lmdb(error) }
    }

    /// The version of the layout; nil in a new folder.
    private static func formatVersion(_ environment: Environment) throws(StoreError) -> UInt64? {
        let state: Database
        do throws(LMDBError) {
            state = try environment.openDatabases { (opener) throws(LMDBError) in
                try opener.open(Table.state.rawValue, create: false)
            }
        } catch {
            guard error.code == .notFound else { throw .lmdb(error) }
            return nil
        }
        return try environment.read { (txn) throws(StoreError) in
            let key = Key.state
            let record: [UInt8]?
            do throws(LMDBError) {
                record = try txn.get(state, key.bytes.span)
            } catch { throw .lmdb(error) }
            guard let record else { return nil }
            return try StoreState.formatVersion(of: record, under: key.bytes.span)
        }
    }

    private static func tables(_ environment: Environment) throws(StoreError) -> Tables {
        do {
            return try environment.openDatabases { (opener) throws(LMDBError) in
                try Tables(opener)
            }
        } catch { throw .lmdb(error) }
    }

    private static func begin(
        _ environment: Environment, _ tables: Tables, _ options: StoreOptions
    ) throws(StoreError) -> StoreState {
        try environment.write { (txn) throws(StoreError) in
            if let state = try txn.state(tables) { return state }
            let state = StoreState(entropy: options.entropy)
            let general = LedgerRecord.general
            let generalKey = Key.id(general.id)
            let stateKey = Key.state
            let generalRecord = general.record(under: generalKey.bytes.span)
            let stateRecord = state.record(under: stateKey.bytes.span)
            do throws(LMDBError) {
                try txn.put(tables.ledgers, generalKey.bytes.span, generalRecord.span)
                try txn.put(tables.state, stateKey.bytes.span, stateRecord.span)
            } catch { throw .lmdb(error) }
            return state
        }
    }
}

// MARK: - Failures

extension LedgerStore {
    /// Every failure to open says what is wrong and what to do about it.
    static func unusable(_ path: String, _ failure: StoreError) -> StoreError {
        switch failure {
        case .lmdb(let error): .unusableFolder(sentence(path, error))
        case .diskFull: .unusableFolder(fullDisk(path))
        case .journal(let sentence):
            .unusableFolder(
                "the journal in \(path) can't be applied: \(sentence). Bring the folder back from a"
                    + " backup; if it is one without a journal, start with --accept-missing-journal"
            )
        case .damaged:
            .unusableFolder(
                "the data in \(path) is damaged: \(failure). Bring it back from a backup")
        default: failure
        }
    }

    private static func sentence(_ path: String, _ error: LMDBError) -> String {
        switch error.code {
        case .truncated:
            "the data file in \(path) is shorter than it says. Bring it back from a backup"
        case .invalid, .versionMismatch:
            "the data file in \(path) is not one of this server's. Name another folder with --data"
        default:
            error.isDiskFull
                ? fullDisk(path)
                : "the data folder \(path) can't be opened: \(error)"
        }
    }

    private static func fullDisk(_ path: String) -> String {
        "the disk of the data folder \(path) is full. Make room on it"
    }
}
