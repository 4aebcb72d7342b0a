import Foundation
import Ledger
import Messages
import Store
import TTRPC
import Transport

/// The server itself: what it is and how it does.
struct AdminService: Sendable {
    let store: LedgerStore
    let hub: SubscriptionHub
    let feed: EventFeed
    let limits: TransportLimits
    let connectionCount: @Sendable () -> Int
    let startedAt = Timestamp.wallClock

    func add(to methods: inout Methods) {
        methods.add("tidemark.v1.AdminService") { methods in
            methods.call("GetStats") { (request: V1.GetStatsRequest, _) in try statistics() }
            methods.asynchronous("ListSubscribers", listSubscribers)
            // Last, so that it can tell of all the others.
            let served = methods.served + ["tidemark.v1.AdminService/GetServerInfo"]
            methods.call("GetServerInfo") { (_: V1.GetServerInfoRequest, _) in
                try information(served.sorted())
            }
        }
    }

    private func information(_ methods: [String]) throws -> V1.GetServerInfoResponse {
        let (state, oldest) = try store.read { ($0.state, $0.oldestSequence) }
        return V1.GetServerInfoResponse(
            version: TidemarkVersion.current, formatVersion: Int32(StoreState.formatVersion),
            sequence: Int64(state.sequence), chainHash: state.chainHash,
            oldestSequence: Int64(oldest), startedAt: .init(startedAt),
            serverTime: .init(.wallClock), limits: serverLimits, methods: methods)
    }

    private var serverLimits: V1.ServerLimits {
        V1.ServerLimits(
            maxFrameBytes: Int64(FrameHeader.lengthMax),
            maxRequestBytes: Int64(DecodingLimits.request.messageBytesMax),
            maxBatchBytes: Int64(DecodingLimits.batch.messageBytesMax),
            maxBatchItems: 10_000, maxPageSize: 1000, maxLegs: 100,
            maxMetaDataBytes: Int32(MetaData.lengthMax),
            maxCallsPerConnection: Int32(limits.connection.unaryCallsMax),
            maxConnections: Int32(limits.connectionsMax),
            maxSubscribers: Int32(SubscriptionHub.subscribersMax),
            maxSubscriberBacklogBytes: Int64(limits.stream.pendingBytesHigh))
    }

    private func statistics() throws -> V1.GetStatsResponse {
        let (sequence, counts) = try store.read { ($0.sequence, try $0.counts()) }
        let size = try store.size()
        let streams = hub.statistics
        var response = V1.GetStatsResponse(sequence: Int64(sequence))
        response.ledgerCount = Int64(counts.ledgers)
        response.balanceCount = Int64(counts.balances)
        response.transactionCount = Int64(counts.transactions)
        response.entryCount = Int64(counts.entries)
        response.monitorCount = Int64(counts.monitors)
        response.eventCount = Int64(counts.events)
        response.subscriptionCount = Int64(counts.subscriptions)
        response.pendingDeliveryCount = Int64(counts.pendingDeliveries)
        response.deadDeliveryCount = Int64(counts.deadDeliveries)
        response.queuedWriteCount = Int64(store.queueDepth)
        response.storeUsedBytes = Int64(size.usedBytes)
        response.storeMapBytes = Int64(size.mapBytes)
        response.residentBytes = AdminService.residentBytes
        response.connectionCount = Int64(connectionCount())
        response.subscriberCount = Int64(streams.running)
        response.sentEventCount = Int64(streams.sentEvents)
        response.slowSubscriberCount = Int64(streams.endedAsTooSlow)
        return response
    }

    @Sendable private func listSubscribers(
        _ request: V1.ListSubscribersRequest, _ call: UnaryCall
    ) throws {
        guard request.pageSize >= 0 else {
            throw Rejection(.fieldInvalid, field: "page_size", "must not be negative")
        }
        let size = request.pageSize == 0 ? 100 : min(Int(request.pageSize), 1000)
        let tail = feed.tail
        let isAsked = hub.snapshot { subscribers in
            // In the order of their ids; the token is the last one answered.
            let rest = subscribers.filter { $0.id > request.pageToken }
            var response = V1.ListSubscribersResponse(sequence: Int64(tail))
            response.subscribers = rest.prefix(size).map { V1.Subscriber($0, tail: tail) }
            if rest.count > size { response.nextPageToken = rest[size - 1].id }
            call.reply(response.serialized())
        }
        if !isAsked { throw SubscriptionHub.tooMany }
    }

    /// From the second number of `statm`, in pages; 0 where the system doesn't tell.
    private static var residentBytes: Int64 {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
            return 0
        }
        let fields = text.split(separator: " ")
        guard fields.count > 1, let pages = Int64(fields[1]) else { return 0 }
        return pages * Int64(sysconf(Int32(_SC_PAGESIZE)))
    }
}

extension V1.Subscriber {
    fileprivate init(_ subscriber: Subscriber, tail: UInt64) {
        self.init()
        subscriptionID = subscriber.id
        durableName = subscriber.durableName
        filter = V1.EventFilter(subscriber.filter)
        sequence = Int64(subscriber.reached)
        lag = Int64(tail - min(tail, subscriber.reached))
        queuedBytes = Int64(subscriber.call.pendingBytes)
        sentEventCount = Int64(subscriber.sentEvents)
        startedAt = .init(subscriber.startedAt)
    }
}
