import ArgumentParser
import TidemarkClient

/// `tidemark stats`
struct Stats: ClientCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show counts: what is stored, what is going on.")

    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let reply = try await session.client.admin.getStats(.init(), timeout: session.timeout)
        try session.show(reply, stored(reply), running(reply))
    }

    private func stored(_ reply: V1.GetStatsResponse) -> Card {
        var card = Card()
        card.add("sequence", String(reply.sequence))
        card.add("ledgers", String(reply.ledgerCount))
        card.add("balances", String(reply.balanceCount))
        card.add("transactions", String(reply.transactionCount))
        card.add("entries", String(reply.entryCount))
        card.add("monitors", String(reply.monitorCount))
        card.add("events", String(reply.eventCount))
        card.add("store", "\(bytes(reply.storeUsedBytes)) of \(bytes(reply.storeMapBytes))")
        card.add("free on disk", reply.diskFreeBytes > 0 ? bytes(reply.diskFreeBytes) : nil)
        return card
    }

    private func running(_ reply: V1.GetStatsResponse) -> Card {
        var card = Card()
        card.add("connections", String(reply.connectionCount))
        card.add("event streams", String(reply.subscriberCount))
        card.add("events sent", String(reply.sentEventCount))
        card.add("streams too slow", String(reply.slowSubscriberCount))
        card.add("writes waiting", String(reply.queuedWriteCount))
        card.add("memory", bytes(reply.residentBytes))
        return card
    }

    /// `1.5 MiB`: one decimal, cut off and not rounded up.
    private func bytes(_ count: Int64) -> String {
        let units = ["bytes", "KiB", "MiB", "GiB", "TiB"]
        var (scale, unit) = (Int64(1), 0)
        while count / scale >= 1024, unit < units.count - 1 {
            scale *= 1024
            unit += 1
        }
        guard unit > 0 else { return "\(count) bytes" }
        return "\(count / scale).\(count % scale * 10 / scale) \(units[unit])"
    }
}
