/// One end of a transaction: a balance that exists, or one that is made if all goes well. Nothing
/// of it is written before the checks are through.
struct TransactionEnd {
    let side: Sums.Side
    private let naming: Naming
    /// The balance as the transaction leaves it, and its sums before.
    private(set) var balance: Balance
    let former: Sums
    /// What has to be inserted with the balance first; nil where that exists.
    let missing: BalanceProfile?
    private(set) var amount = Amount.zero
    private(set) var movement = Sums.Movement.settle

    /// - Parameter missing: what is to be inserted with the balance, if there is none yet.
    init(
        _ side: Sums.Side, _ naming: Naming, _ balance: Balance, missing: BalanceProfile? = nil
    ) {
        self.side = side
        self.naming = naming
        self.balance = balance
        former = balance.sums
        self.missing = missing
    }

    /// The missing balance as it is made, before it is touched.
    var view: BalanceView? {
        missing.map { profile in
            var made = balance
            made.sums = former
            return BalanceView(balance: made, profile: profile)
        }
    }

    /// Whether anything moves here; a share that comes to zero moves nothing.
    var isTouched: Bool { amount != .zero }

    /// Whether it moves money that wasn't held before.
    var takesFunds: Bool { isTouched && (movement == .settle || movement == .hold) }

    var leg: Transaction.Leg {
        Transaction.Leg(balanceID: balance.id, amount: amount, isNew: missing != nil)
    }

    /// Moves the sums; false where they would leave 128 bits.
    mutating func move(_ amount: Amount, _ movement: Sums.Movement) -> Bool {
        self.amount = amount
        self.movement = movement
        guard isTouched else { return true }
        guard let after = balance.sums.applying(movement, amount, on: side) else { return false }
        balance.sums = after
        return true
    }

    /// Counts the transaction and takes over the precision of the first decimal amount used.
    mutating func touch(precision: Int64?, _ time: Timestamp, _ history: HistoryHead) {
        balance.version += 1
        balance.movedAt = time
        balance.history = history
        balance.multiplier = balance.multiplier ?? precision
    }
}

// MARK: - Its field

extension TransactionEnd {
    /// How a request names an end.
    enum Naming {
        /// As the one of its side.
        case one
        /// As one share of several.
        case share(Int)
        /// By the parent, whose ends are those of its children.
        case parent
    }

    /// The path of the field that names it.
    var field: String { TransactionEnd.field(side, naming) }

    /// The path of its whole share: where the money isn't there, the name is not at fault.
    var shareField: String {
        if case .share(let position) = naming { "\(side.field)s[\(position)]" } else { field }
    }

    static func field(_ side: Sums.Side, _ naming: Naming) -> String {
        switch naming {
        case .one: side.field
        case .share(let position): "\(side.field)s[\(position)].identifier"
        case .parent: "transaction_id"
        }
    }
}

extension Sums.Side {
    /// The field that names the one end on it.
    fileprivate var field: String { self == .debit ? "source" : "destination" }
}
