import Ledger

/// Writes as they were submitted, in their order, with all that applying them takes from outside:
/// what one record of the journal holds.
///
/// Applying a command is a function of the state and its stamp, and a stamp one of the state and
/// its occasion. So a group that is applied again to the state that it met before leads to the
/// same state, and refuses again what was refused.
struct JournaledGroup: Equatable, Sendable {
    var writes: [JournaledWrite] = []
}

/// Commands that came together.
struct JournaledWrite: Equatable, Sendable {
    let mode: Mode
    let commands: [Command]
    let occasions: Occasions

    /// - Parameter occasions: one for each of the commands; where all are one commit, one.
    init(_ mode: Mode, _ commands: [Command], _ occasions: Occasions) {
        precondition(
            occasions.count == mode.occasionCount(commands.count), "each commit has its occasion")
        self.mode = mode
        self.commands = commands
        self.occasions = occasions
    }

    /// How commands that come together stand to each other. What is only tried is in no journal:
    /// nothing stays of it.
    enum Mode: UInt8, Sendable {
        /// Each is a commit of its own, or is refused.
        case each = 0
        /// All are one commit, or none is applied.
        case all = 1

        fileprivate func occasionCount(_ commandCount: Int) -> Int {
            switch self {
            case .each: commandCount
            case .all: 1
            }
        }
    }

    /// A list that takes no memory of its own where it is as long as most are.
    enum Occasions: Equatable, Sendable {
        case one(Occasion)
        case several([Occasion])

        var count: Int {
            switch self {
            case .one: 1
            case .several(let occasions): occasions.count
            }
        }

        subscript(index: Int) -> Occasion {
            switch self {
            case .one(let occasion): occasion
            case .several(let occasions): occasions[index]
            }
        }
    }
}

extension JournaledWrite {
    /// A write as it is to be journaled; nil for one that is only tried.
    ///
    /// - Parameter occasion: what clock and chance say, asked in the order of the commands.
    init?(_ write: PendingWrite, _ occasion: () -> Occasion) {
        switch write.mode {
        case .each where write.commands.count == 1:
            self.init(.each, write.commands, .one(occasion()))
        case .each:
            let occasions = write.commands.indices.map { _ in occasion() }
            self.init(.each, write.commands, .several(occasions))
        case .all: self.init(.all, write.commands, .one(occasion()))
        case .dry, .settle: return nil
        }
    }
}

extension Stamp {
    /// The stamp of the command behind all that a state is made of.
    init(after last: StoreState, _ occasion: Occasion) {
        self.init(after: last.sequence, at: last.time, occasion)
    }
}
