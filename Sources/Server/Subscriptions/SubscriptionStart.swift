import Ledger
import TTRPC

extension SubscriptionHub {
    /// A stream that is to begin.
    struct Start: Sendable {
        let id: String
        let call: StreamCall
        let source: Source
        let heartbeat: Duration
        let batchMax: Int
        /// What a stream of Watch has beyond one of Subscribe.
        var watch: Watch?
    }

    /// What a stream reads.
    enum Source: Sendable {
        case filter(EventFilter, from: UInt64)
        /// A durable subscription, from behind its cursor unless it says where.
        case durable(SubscriptionID, from: UInt64?)

        var subscriptionID: SubscriptionID? {
            if case .durable(let id, _) = self { id } else { nil }
        }
    }

    struct Watch: Sendable {
        let conversation: WatchConversation
        let credit: Int
    }
}
