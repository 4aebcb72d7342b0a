import Ledger
import Messages
import Store
import TTRPC

/// The answer to a batch. It always fits a frame: what was applied can't be refused any more for
/// the length of its answer, so that some results lose what can be left out.
extension V1.CreateBatchResponse {
    /// - Parameter outcomes: one for each item, in order.
    init(_ outcomes: [Swift.Result<Applied, Rejection>], isFull: Bool) {
        let whole = outcomes.map { V1.BatchResult($0, isFull: false) }
        // Of those that are only numbered and named any batch fits.
        if !isFull, whole.allSatisfy({ $0.error == nil }) {
            self.init(of: whole)
            return
        }
        let briefest = whole.map(\.briefest)
        let briefestBytes = briefest.map(\.itemBytes)
        var room = UnaryCall.replyBytesMax - Self.headBytes - briefestBytes.reduce(0, +)
        var results: [V1.BatchResult] = []
        results.reserveCapacity(outcomes.count)
        var isShortened = false
        // One by one, so that what doesn't fit is never in memory all at once.
        for position in outcomes.indices {
            let result = isFull ? V1.BatchResult(outcomes[position], isFull: true) : whole[position]
            let needed = result.itemBytes - briefestBytes[position]
            let isFitting = needed <= room
            if isFitting { room -= needed } else { isShortened = true }
            results.append(isFitting ? result : briefest[position])
        }
        self.init(of: results)
        shortened = isShortened
    }

    private init(of results: [V1.BatchResult]) {
        self.init(results: results)
        replayed = true
        for position in results.indices {
            if results[position].error == nil {
                sequence = max(sequence, results[position].sequence)
            }
            if !results[position].replayed { replayed = false }
        }
    }

    /// Bytes of what stands beside the results, at most.
    private static let headBytes = 32
}

extension V1.BatchResult {
    fileprivate init(_ outcome: Swift.Result<Applied, Rejection>, isFull: Bool) {
        switch outcome {
        case .success(let applied):
            self.init(sequence: applied.sequence, replayed: applied.isReplay)
            fill(applied.result, isFull: isFull)
        case .failure(let rejection):
            self.init(error: GoogleRPC.Status(RPCError(answering: rejection)))
        }
    }

    private mutating func fill(_ result: Outcome.Result, isFull: Bool) {
        switch result {
        case .ledger(let ledger):
            id = ledger.id.description
            if isFull { self.ledger = V1.Ledger(ledger) }
        case .balance(let balance):
            id = balance.balance.id.description
            if isFull { balances = [V1.Balance(balance)] }
        case .transaction(let result):
            id = result.transaction.id.description
            status = V1.TransactionStatus(result.status)
            guard isFull else { return }
            transaction = result.message
            parent = result.parentMessage
            balances = result.balanceMessages
        case .monitor(let view), .monitorDeleted(let view):
            id = view.monitor.id.description
            if isFull { monitor = V1.Monitor(view) }
        case .damagedMonitorDeleted(let monitorID): id = monitorID.description
        // No item of a batch comes to one of these.
        case .webhook, .delivery, .subscription, .subscriptionDeleted, .noted: break
        }
    }

    /// The same with nothing that can be left out: as many of these as a batch may have items fit
    /// a frame.
    fileprivate var briefest: V1.BatchResult {
        guard let error else { return self }
        var result = self
        result.error = error.shortened
        return result
    }

    /// Bytes of the result inside of the list of results.
    fileprivate var itemBytes: Int { serialized().count + Self.frameBytes }

    /// Bytes of the tag and the length in front of it, at most.
    private static let frameBytes = 5
}

extension GoogleRPC.Status {
    /// Bytes of a shortened sentence, and of the facts that a shortened refusal keeps, at most:
    /// with code, reason and domain about 350, where a batch has 419 for each of its items.
    private static let sentenceMax = 96
    private static let factsMax = 128

    fileprivate init(_ error: RPCError) {
        self.init(
            code: error.code.rawValue, message: error.message,
            details: error.details.map {
                GoogleProtobuf.AnyMessage(typeURL: $0.typeURL, value: $0.value)
            })
    }

    /// The code, the reason, the beginning of the sentence, and those facts that are short.
    fileprivate var shortened: GoogleRPC.Status {
        let details: [GoogleProtobuf.AnyMessage] = details.compactMap { detail in
            guard detail.typeURL.hasSuffix("/" + GoogleRPC.ErrorInfo.fullName),
                var info = try? GoogleRPC.ErrorInfo(serialized: detail.value)
            else { return nil }
            var left = Self.factsMax
            info.metadata = info.metadata.sorted { $0.key < $1.key }.reduce(into: [:]) {
                kept, fact in
                // The tags and lengths of an entry take six bytes.
                let bytes = fact.key.utf8.count + fact.value.utf8.count + 6
                guard bytes <= left else { return }
                left -= bytes
                kept[fact.key] = fact.value
            }
            return GoogleProtobuf.AnyMessage(typeURL: detail.typeURL, value: info.serialized())
        }
        return GoogleRPC.Status(
            code: code, message: message.beginning(bytes: Self.sentenceMax), details: details)
    }
}
