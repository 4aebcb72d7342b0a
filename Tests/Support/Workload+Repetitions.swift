import Ledger

extension Workload {
    /// A creation that was accepted before, as it was or with one change; nil before the first.
    mutating func repetition() -> Command? {
        guard let former = random.pick(from: creations), random.chance(50) else {
            return random.pick(from: creations)
        }
        switch former {
        case .createLedger(var command):
            command.name += "!"
            return .createLedger(command)
        case .createBalance(var command):
            command.identityID += "!"
            return .createBalance(command)
        case .createMonitor(var command):
            command.description += "!"
            return .createMonitor(command)
        case .createTransaction(var command):
            for _ in 0..<random.pick(1, 1, 2) { change(&command) }
            return .createTransaction(command)
        case .createChild(var command):
            for _ in 0..<random.pick(1, 1, 2) { change(&command.order) }
            return .createChild(command)
        default:
            return former
        }
    }

    private mutating func change(_ command: inout CreateTransaction) {
        switch Int.random(in: 0..<15, using: &random) {
        case 0: command.order.amount = amount()
        case 1: command.order.precision = precision()
        case 2: command.order.currency = currency()
        case 3: command.order.source = party()
        case 4: command.order.destination = party()
        case 5: command.order.description = text()
        case 6: command.order.overdraft = overdraft()
        case 7: command.order.effectiveAt = time()
        case 8: command.order.metaData = metaData()
        case 9: command.id = givenID(80)
        case 10: command.order.requiresExistingBalances.toggle()
        case 11: command.order.hold = random.chance(50) ? nil : HoldTerms()
        case 12: command.order.hold?.expiresAt = Timestamp(nanoseconds: 5)
        case 13: command.order.scheduledFor = Timestamp(nanoseconds: 5)
        default: command.expectedVersions = []
        }
    }

    private mutating func change(_ order: inout ChildOrder) {
        var (parent, action) = (order.parentID, order.action)
        switch Int.random(in: 0..<8, using: &random) {
        case 0: parent = random.pick(from: transactions) ?? parent
        case 1: action = random.pick(.void, .commit(.rest), .refund(.rest), .update(HoldChange()))
        case 2: action = .commit(.amount(amount(), precision: precision()))
        case 3: order.description = text()
        case 4: order.overdraft = overdraft()
        case 5: order.effectiveAt = time()
        case 6: order.metaData = metaData()
        default:
            guard case .update(var change) = action else { return }
            change.commitAt = random.chance(50) ? .set(nil) : change.commitAt
            change.expiresAt = .set(nil)
            action = .update(change)
        }
        order = ChildOrder(
            parentID: parent, action: action, description: order.description,
            overdraft: order.overdraft, effectiveAt: order.effectiveAt, metaData: order.metaData)
    }
}
