import LMDB
import Ledger

/// What was there before a trial: LMDB itself can only take back a whole transaction, which may
/// hold the commands of others.
struct Trial {
    let state: StoreState
    let content: CommitContent
    /// What the first write of each row found, in the order of writing; nil for nothing.
    var former: [(row: Row, value: [UInt8]?)] = []
    private var known: Set<Row> = []
    /// What was known of each balance before it was first saved; nil for nothing.
    private(set) var formerBalances: [BalanceID: WorkingBalances.Working?] = [:]

    init(state: StoreState, content: CommitContent) {
        self.state = state
        self.content = content
    }

    struct Row: Hashable {
        let database: Database
        let key: [UInt8]
    }

    /// Whether a row is written for the first time: what each command of a batch writes is kept
    /// once.
    mutating func isFirst(_ row: Row) -> Bool { known.insert(row).inserted }

    mutating func remember(_ id: BalanceID, _ former: WorkingBalances.Working?) {
        guard formerBalances[id] == nil else { return }
        formerBalances.updateValue(former, forKey: id)
    }
}
