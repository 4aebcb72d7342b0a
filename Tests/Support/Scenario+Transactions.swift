package import Ledger

// The words for what can be done to a transaction.
extension Scenario {
    /// `commit|void|amend|refund REFERENCE PARENT [N[@P]] [to N[@P]] [expires T|never]
    /// [commits T|never] [overdraft N|any] [expect NAME VERSION] [by PROVIDER]`; a parent is named
    /// by its reference.
    func createChild(_ verb: String, _ words: inout Words) throws -> Command {
        let reference = try reference(&words)
        let parent = try transaction(&words)
        var part = ChildOrder.Part.rest
        var change = HoldChange()
        var overdraft = Overdraft.ofBalance
        var versions: [CreateTransaction.ExpectedVersion] = []
        var metaData = MetaData.empty
        while !words.isEmpty {
            switch try words.need("option") {
            case "to":
                let (amount, precision) = try amount(words.need("amount"))
                change.total = .set(HoldChange.NewTotal(amount, precision: precision))
            case "expires": change.expiresAt = .set(try timeOrNever(&words))
            case "commits": change.commitAt = .set(try timeOrNever(&words))
            case "overdraft":
                overdraft =
                    words.take("any") ? .unlimited : .upTo(Amount(try words.number("overdraft")))
            case "expect":
                let id = try balance(words.need("name"))
                versions.append(.init(balanceID: id, version: try words.number("version")))
            case "by": metaData = try provider(&words)
            case let other:
                let (amount, precision) = try amount(other)
                part = .amount(amount, precision: precision)
            }
        }
        let action: ChildOrder.Action =
            switch verb {
            case "commit": .commit(part)
            case "void": .void
            case "amend": .update(change)
            default: .refund(part)
            }
        let order = ChildOrder(
            parentID: parent, action: action, overdraft: overdraft, metaData: metaData)
        return .createChild(
            CreateChild(reference: reference, order: order, expectedVersions: versions))
    }

    /// `due commit|expire|run TRANSACTION`
    func due(_ words: inout Words) throws -> Command {
        switch try words.need("kind") {
        case "commit": .commitDue(try transaction(&words))
        case "expire": .expireDue(try transaction(&words))
        case "run": .runScheduled(try transaction(&words))
        case let other: throw Misfit("knows no \(other)")
        }
    }

    func reference(_ words: inout Words) throws -> Reference {
        guard let reference = Reference(try words.need("reference")) else {
            throw Misfit("has no reference")
        }
        return reference
    }

    /// A transaction by its reference. `nothing` names none.
    func transaction(_ words: inout Words) throws -> TransactionID {
        let word = try words.need("transaction")
        if word == "nothing" { return TransactionID(bits: 0xFA15E) }
        return try transaction(word)
    }

    package func transaction(_ word: String) throws -> TransactionID {
        guard let reference = Reference(word), let id = book.references[reference] else {
            throw Misfit("knows no transaction \(word)")
        }
        return id
    }

    /// Seconds since the world's beginning, and nanoseconds more or less: `20`, `20-1`, `20+1`.
    package func time(_ word: String) throws -> Timestamp {
        let sign = word.firstIndex { $0 == "+" || $0 == "-" } ?? word.endIndex
        let more = sign == word.endIndex ? "0" : word[sign...]
        guard let seconds = Int64(word[..<sign]), let rest = Int64(more) else {
            throw Misfit("has no time: \(word)")
        }
        return Timestamp(
            nanoseconds: StampSource.start.nanoseconds + seconds * 1_000_000_000 + rest)
    }

    private func timeOrNever(_ words: inout Words) throws -> Timestamp? {
        words.take("never") ? nil : try time(words.need("time"))
    }

    /// One name, or several with their shares.
    func shares(_ words: inout Words) throws -> [TransactionOrder.Share] {
        var shares: [TransactionOrder.Share] = []
        repeat {
            let parts = try words.need("end").split(separator: ":").map(String.init)
            let party = try party(parts[0])
            guard parts.count == 2 else { return [TransactionOrder.Share(party, .whole)] }
            shares.append(TransactionOrder.Share(party, try portion(parts[1])))
        } while words.isSplit
        return shares
    }

    private func portion(_ word: String) throws -> Distribution.Portion {
        if word == "left" { return .left }
        if word.last == "%" {
            guard let percent = Percent(String(word.dropLast())) else {
                throw Misfit("has no percentage: \(word)")
            }
            return .percent(percent)
        }
        return .fixed(try amount(word).0)
    }
}

// MARK: - Checks

extension Scenario {
    /// `stands TRANSACTION [STATUS] [total N] [settled N] [released N] [refunded N] [remaining N]
    /// [sources N,N] [destinations N,N] [because REASON]`; sources and destinations are what their
    /// legs had to do with.
    func checkStanding(_ words: inout Words) throws {
        let id = try transaction(&words)
        guard let transaction = book.transactions[id] else { throw Misfit("finds no \(id)") }
        let progress = book.progress[id] ?? transaction.initialProgress
        func totals(_ legs: [TransactionProgress.LegProgress]) -> String {
            legs.map(\.total.description).joined(separator: ",")
        }
        while !words.isEmpty {
            let what = try words.need("figure")
            if TransactionStatus.names.contains(what) {
                try expect("\(progress.status)" == what, "is \(progress.status)")
                continue
            }
            let real: String =
                switch what {
                case "total": "\(progress.total)"
                case "settled": "\(progress.settled)"
                case "released": "\(progress.released)"
                case "refunded": "\(progress.refunded)"
                case "remaining": "\(progress.remaining)"
                case "sources": totals(progress.sources)
                case "destinations": totals(progress.destinations)
                case "because": progress.rejection?.reason.rawValue ?? "nothing"
                default: throw Misfit("checks no \(what)")
                }
            let told = try words.need(what)
            try expect(real == told, "finds \(what) \(real)")
        }
    }
}

extension TransactionStatus {
    fileprivate static let names: Set<String> = [
        "applied", "inflight", "void", "expired", "scheduled", "cancelled", "rejected",
    ]
}
