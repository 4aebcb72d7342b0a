import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// Follows the event log over all restarts, each time from where it stood, and keeps its own books
/// by it: no gap, no double, and each monitor fires exactly where its balance crosses zero.
struct LogFollower {
    /// Payments in the log.
    var references: Int { seen.count }
    /// What they come to, by indicator.
    var sums: [String: Int] {
        Dictionary(uniqueKeysWithValues: balances.map { (indicators[$0.key] ?? "", $0.value) })
    }

    private var seen: Set<String> = []
    private var reached: Int64 = 0
    /// By balance id.
    private var balances: [String: Int] = [:]
    private var indicators: [String: String] = [:]
    /// The firings that the commit at hand must have, by balance id.
    private var due: [String] = []
    private var lastSequence: Int64 = 0
    private var lastIndex: Int32 = -1
}

extension LogFollower {
    /// Begins a stream where the log was left.
    func follow(_ peer: SocketPeer) throws -> SocketStream {
        try peer.openStream(
            OutgoingCall(
                service: "tidemark.v1.EventService", method: "Subscribe",
                payload: V1.SubscribeRequest(fromSequence: reached + 1).serialized()))
    }

    /// Reads what is there.
    mutating func catchUp(_ peer: SocketPeer, through sequence: Int64) throws {
        let stream = try follow(peer)
        while reached < sequence {
            guard let bytes = try stream.receive() else { throw SocketPeer.Closed() }
            take(try V1.SubscribeResponse(serialized: bytes, limits: .batch))
        }
    }

    /// Reads until the kill ends the stream; what it cut short comes again.
    mutating func readToEnd(of stream: SocketStream) {
        while let bytes = try? stream.receive(),
            let message = try? V1.SubscribeResponse(serialized: bytes, limits: .batch)
        {
            take(message)
        }
    }

    func missing(of applied: Set<String>) -> Set<String> { applied.subtracting(seen) }

    private mutating func take(_ message: V1.SubscribeResponse) {
        for event in message.events { take(event) }
        endCommit()
        #expect(message.sequence >= reached)
        reached = message.sequence
        #expect(reached == max(lastSequence, 0), "no commit of this test is without events")
    }

    private mutating func take(_ event: V1.Event) {
        if event.sequence == lastSequence {
            #expect(event.index == lastIndex + 1)
        } else {
            endCommit()
            #expect(event.sequence == lastSequence + 1, "a gap in the log")
            #expect(event.index == 0)
        }
        (lastSequence, lastIndex) = (event.sequence, event.index)
        switch event.payload {
        case .balance(let balance): indicators[balance.balanceID] = balance.indicator
        case .transaction(let transaction):
            #expect(seen.insert(transaction.reference).inserted, "applied twice")
            for entry in event.entries { take(entry) }
        case .monitorNotification(let notification):
            #expect(due.contains(notification.balanceID), "fired without a crossing")
            due.removeAll { $0 == notification.balanceID }
        default: break
        }
    }

    private mutating func take(_ entry: V1.Entry) {
        let before = balances[entry.balanceID, default: 0]
        let change = (Int(entry.creditDelta) ?? 0) - (Int(entry.debitDelta) ?? 0)
        let after = Int(entry.sumsAfter?.balance ?? "") ?? 0
        #expect(before + change == after, "the entries don't follow from each other")
        balances[entry.balanceID] = after
        if before <= 0, after > 0 { due.append(entry.balanceID) }
    }

    private mutating func endCommit() {
        #expect(due.isEmpty, "a crossing without a firing")
        due = []
    }
}
