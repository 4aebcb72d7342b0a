import Ledger
import Messages
import Store
import TTRPC

/// The answer to a batch. It always fits a frame: what was applied can't be refused any more for
/// the length of its answer, so that some results lose what can be left out.
///
/// Each result is encoded by itself as soon as it is put together: thousands of them as messages
/// would take megabytes that are fresh to the processor and to the system each time.
struct BatchAnswer {
    /// Bytes of what stands beside the results, at most.
    private static let headBytes = 32
    /// The number of `results`.
    private static let resultsField = 1

    private var head = V1.CreateBatchResponse(replayed: true)
    private var results: [[UInt8]] = []
    /// The same with nothing that can be left out.
    private var briefest: [[UInt8]] = []
    private var hasErrors = false

    /// - Parameters:
    ///   - outcomes: one for each item, in order.
    ///   - isFull: whether all is wanted that an item came to.
    init(_ outcomes: BatchOutcomes, isFull: Bool) {
        results.reserveCapacity(outcomes.count)
        briefest.reserveCapacity(outcomes.count)
        outcomes.forEach { add(V1.BatchResult($0, isFull: false)) }
        // Of those that are only numbered and named any batch fits.
        if isFull || hasErrors { fit(outcomes, isFull) }
    }

    /// The bytes of the `CreateBatchResponse`.
    var serialized: [UInt8] { head.serialized(behind: results, ofField: Self.resultsField) }

    private mutating func add(_ result: V1.BatchResult) {
        if result.error == nil {
            head.sequence = max(head.sequence, result.sequence)
        } else {
            hasErrors = true
        }
        if !result.replayed { head.replayed = false }
        let bytes = result.serialized()
        results.append(bytes)
        briefest.append(result.error == nil ? bytes : result.briefest.serialized())
    }

    /// Puts in what fits of each result, one by one, so that what doesn't fit is never in memory
    /// all at once.
    private mutating func fit(_ outcomes: BatchOutcomes, _ isFull: Bool) {
        let least = briefest.reduce(0) { $0 + $1.count + V1.BatchResult.frameBytes }
        var room = UnaryCall.replyBytesMax - Self.headBytes - least
        var position = 0
        outcomes.forEach { outcome in
            let result =
                isFull ? V1.BatchResult(outcome, isFull: true).serialized() : results[position]
            let needed = result.count - briefest[position].count
            let isFitting = needed <= room
            if isFitting { room -= needed } else { head.shortened = true }
            results[position] = isFitting ? result : briefest[position]
            position += 1
        }
    }
}

/// What became of each item of a batch: its shape was refused, or what became of its command.
struct BatchOutcomes {
    let items: [Swift.Result<Command, Rejection>]
    /// What became of the commands, in order.
    let written: [Written.Item]

    var count: Int { items.count }

    /// One after the other, because all of them together are large.
    func forEach(_ body: (Swift.Result<Applied, Rejection>) -> Void) {
        var next = 0
        for position in items.indices {
            if case .failure(let rejection) = items[position] {
                body(.failure(rejection))
                continue
            }
            guard next < written.count else { return }
            do throws(Rejection) {
                body(.success(try written[next].applied))
            } catch {
                body(.failure(error.inside("items[\(position)]")))
            }
            next += 1
        }
    }
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

    /// Bytes of the tag and the length in front of it in the list of results, at most.
    fileprivate static let frameBytes = 5
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
