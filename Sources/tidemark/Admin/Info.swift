import ArgumentParser
import TidemarkClient

/// `tidemark info`
struct Info: ClientCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what the server is: version, sequence, limits.")

    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let reply = try await session.client.admin.getServerInfo(.init(), timeout: session.timeout)
        try session.show(reply, server(reply), limits(reply.limits ?? .init()))
    }

    private func server(_ reply: V1.GetServerInfoResponse) -> Card {
        var card = Card()
        card.add("address", connection.address)
        card.add("version", reply.version)
        card.add("format", String(reply.formatVersion))
        card.add("sequence", String(reply.sequence))
        card.add("chain hash", reply.chainHash.hexadecimal)
        card.add("oldest events", "sequence \(reply.oldestSequence)")
        card.add("started", reply.startedAt?.text)
        card.add("server time", reply.serverTime?.text)
        card.add("methods", "\(reply.methods.count), see tidemark call --list")
        return card
    }

    private func limits(_ limits: V1.ServerLimits) -> Card {
        var card = Card()
        card.add("frame", "\(limits.maxFrameBytes) bytes at most")
        card.add("request", "\(limits.maxRequestBytes) bytes")
        card.add("batch", "\(limits.maxBatchItems) items, \(limits.maxBatchBytes) bytes")
        card.add("page", "\(limits.maxPageSize) rows")
        card.add("meta data", "\(limits.maxMetaDataBytes) bytes")
        card.add("calls", "\(limits.maxCallsPerConnection) at a time on a connection")
        card.add("connections", String(limits.maxConnections))
        card.add("streams", String(limits.maxSubscribers))
        return card
    }
}
