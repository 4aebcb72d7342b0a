package import Ledger

/// The ledger once more, from its description and not from its code: lists that are searched from
/// the start, sums that are added up anew each time from the deeds, monitors that are all asked
/// before and after.
///
/// Shown a command and what the rules answered, it says what they should have answered, then holds
/// its own idea of the state against theirs. From the answer it takes nothing but the ids that the
/// rules made up.
package struct ModelLedger: Sendable {
    var ledgers: [Book] = [Book(id: .general, name: "General Ledger")]
    var accounts: [Account] = []
    var deeds: [Deed] = []
    var watches: [Watch] = []
    /// Whose money it is, where that is tracked, and what each deed did about it.
    var funds: [BalanceID: Fund] = [:]
    var traces: [TransactionID: Trace] = [:]
    var watchesMade: UInt64 = 0
    /// The number of the last commit.
    var sequence: UInt64 = 0
    /// What the last commit is to be heard of.
    var heard: [String] = []

    package init() {}

    struct Book: Sendable {
        var id: LedgerID
        var name: String
        var version = 1
        var request: CreateLedger?
    }

    struct Account: Sendable {
        var id: BalanceID
        var currency: Currency
        var indicator: Indicator?
        var ledger: LedgerID
        var identity = ""
        var status = BalanceStatus.open
        var precision: Int64?
        var overdraft: Int128?
        var ceiling: Int128?
        /// How debits are allocated over providers, where that is tracked.
        var strategy: LineageStrategy?
        /// The top-level keys and their values as they are written.
        var metaData: [String: String] = [:]
        var request: CreateBalance?
    }

    /// A transaction, with what has become of it since.
    struct Deed: Sendable {
        let id: TransactionID
        /// Nil where the ledger made it up.
        var reference: Reference?
        let kind: Transaction.Kind
        var order: TransactionOrder
        var child: ChildOrder?
        let made: Stamp
        /// The commit that moved its money, and where that stands in history.
        var ran: UInt64?
        var effectiveAt: Timestamp?
        var from: [Leg] = []
        var to: [Leg] = []
        /// The balances that count it.
        var touched: [BalanceID] = []
        var status: TransactionStatus
        var terms = HoldTerms()
        var updatedAt: Timestamp
        var reason: Rejection.Reason?
    }

    struct Leg: Equatable, Sendable {
        var account: BalanceID
        var isNew = false
        /// What it had to do with at first; a hold may be raised or lowered.
        var first: Int128
        var total: Int128
        var settled: Int128 = 0
        var released: Int128 = 0
        var refunded: Int128 = 0
        /// What is still held.
        var open: Int128 { total - settled - released }
        var refundable: Int128 { settled - refunded }
    }
}

// MARK: - Playing

extension ModelLedger {
    /// Plays one command. `outcome` is what the rules made of it.
    package mutating func play(_ command: Command, _ stamp: Stamp, _ outcome: Outcome) -> Verdict {
        heard = []
        let verdict = perform(command, stamp, Made(outcome))
        if verdict == .applied, !command.isNote { sequence += 1 }
        return verdict
    }

    /// Plays commands that are one commit or none.
    package mutating func play(
        _ commands: [Command], _ stamp: Stamp, _ outcome: BatchOutcome
    ) -> BatchVerdict {
        var trial = self
        trial.heard = []
        var verdicts: [Verdict] = []
        for (position, command) in commands.enumerated() {
            var made = Made(placeholder: position)
            if case .applied(let outcomes) = outcome { made = Made(outcomes[position]) }
            let verdict = trial.perform(command, stamp, made)
            if case .refused(let fault) = verdict { return .refused(fault, item: position) }
            verdicts.append(verdict)
        }
        if zip(commands, verdicts).contains(where: { !$0.isNote && $1 == .applied }) {
            trial.sequence += 1
        }
        self = trial
        return .applied(verdicts)
    }

    /// What commands that leave nothing behind would come to.
    package func playDry(
        _ commands: [Command], _ stamp: Stamp, _ outcomes: [Outcome]
    ) -> [Verdict] {
        var trial = self
        return zip(commands, outcomes).map { trial.perform($0, stamp, Made($1)) }
    }

    private mutating func perform(_ command: Command, _ stamp: Stamp, _ made: Made) -> Verdict {
        switch command {
        case .createLedger(let command): create(command, made)
        case .updateLedger(let command): update(command)
        case .createBalance(let command): create(command, made)
        case .updateBalance(let command): update(command, stamp)
        case .createTransaction(let command): create(command, stamp, made)
        case .createChild(let command): create(command, stamp, made)
        case .cancelTransaction(let command): cancel(command, stamp)
        case .runScheduled(let id): run(id, stamp, made)
        case .commitDue(let id): commitDue(id, stamp, made)
        case .expireDue(let id): expireDue(id, stamp, made)
        case .createMonitor(let command): create(command, made, stamp.time)
        case .updateMonitor(let command): update(command)
        case .deleteMonitor(let command): delete(command)
        // What it looks after is no part of the money.
        case .note, .createWebhook, .updateWebhook, .deleteWebhook, .rotateWebhookSecret,
            .retryDelivery, .sendTestEvent, .createSubscription, .deleteSubscription:
            .applied
        }
    }

    /// The verdict on a command without a replay: refused for the first fault, or applied.
    func verdict(_ faults: [Fault]) -> Verdict {
        Fault.first(of: faults).map(Verdict.refused) ?? .applied
    }
}

/// The ids in an answer: those that the rules made, where the client gave none.
struct Made {
    private(set) var ledger: LedgerID
    private(set) var transaction: TransactionID
    private(set) var monitor: MonitorID
    private var balances: [BalanceID] = []
    private let placeholder: UInt128

    init(_ outcome: Outcome) {
        self.init(placeholder: 0)
        guard case .applied(let result) = outcome else { return }
        switch result {
        case .ledger(let record): ledger = record.id
        case .balance(let view): balances = [view.balance.id]
        case .transaction(let result):
            transaction = result.transaction.id
            let movement = result.transaction.movement
            balances = ((movement?.sources ?? []) + (movement?.destinations ?? [])).map(\.balanceID)
        case .monitor(let shown): monitor = shown.monitor.id
        case .monitorDeleted, .damagedMonitorDeleted, .webhook, .delivery, .subscription,
            .subscriptionDeleted, .noted:
            break
        }
    }

    /// Ids that nothing else has, for what an answer doesn't show.
    init(placeholder: Int) {
        self.placeholder = UInt128(placeholder + 1) << 100
        ledger = LedgerID(bits: self.placeholder)
        transaction = TransactionID(bits: self.placeholder)
        monitor = MonitorID(bits: self.placeholder)
    }

    /// The balance in a place: of a transaction, its sources before its destinations.
    func balance(_ position: Int) -> BalanceID {
        balances.indices.contains(position)
            ? balances[position] : BalanceID(bits: placeholder + UInt128(position))
    }
}
