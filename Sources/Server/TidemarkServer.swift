import Foundation
package import Logging
import Messages
import ServiceLifecycle
import Store
import Synchronization
import TTRPC
package import Transport

/// The whole server: the store, the services over it, and the sockets in front of them.
///
/// It starts in that order and stops in the opposite one: no more connections, streams ended with
/// their cursors, calls finished, the last writes made durable.
package final class TidemarkServer: Service {
    /// Where it listens, with the ports the kernel chose.
    package var endpoints: [Endpoint] { listener.endpoints }

    private let store: LedgerStore
    private let hub: SubscriptionHub
    private let webhooks: WebhookDispatcher
    private let listener: Listener
    private let failures: AsyncStream<StoreError>
    private let options: ServerOptions
    private let logger: Logger

    /// Opens the store and listens; serves when this returns.
    package init(_ options: ServerOptions, logger: Logger) async throws {
        self.options = options
        self.logger = logger
        let (failures, failed) = AsyncStream.makeStream(
            of: StoreError.self, bufferingPolicy: .bufferingOldest(1))
        self.failures = failures
        let health = HealthService()
        let store = try await TidemarkServer.open(options, logger) { failure in
            health.set(.notServing)
            failed.yield(failure)
        }
        let feed = try EventFeed(store)
        let hub = SubscriptionHub(feed, store, grace: options.slowReaderGrace, logger: logger)
        let webhooks = WebhookDispatcher(
            store, options.webhooks, now: options.store.now, logger: logger)
        store.onCommit { notice in
            hub.noteCommit()
            webhooks.note(notice)
        }
        store.onTrim { oldest in
            feed.trimmed(to: oldest)
            hub.wake()
        }
        self.store = store
        self.hub = hub
        self.webhooks = webhooks

        let connections = ConnectionCounter()
        let targets = WebhookTargets(options.webhooks)
        var methods = Methods(store, targets)
        LedgerService.add(to: &methods)
        BalanceService.add(to: &methods)
        TransactionService.add(to: &methods)
        BatchService(log: store.log, targets: targets).add(to: &methods)
        MonitorService.add(to: &methods)
        MonitorTrialService(store: store).add(to: &methods)
        EventService(store: store, hub: hub, feed: feed).add(to: &methods)
        SubscriptionService(hub: hub).add(to: &methods)
        WebhookService.add(to: &methods)
        health.add(to: &methods)
        VerifyService(store).add(to: &methods)
        AdminService(
            store: store, hub: hub, feed: feed, limits: options.listener.limits,
            connectionCount: { connections.count }
        ).add(to: &methods)
        methods.addMissing()

        // The lock of the data folder is held, so a socket file nobody listens on is a dead one's.
        var listening = options.listener
        listening.replacesStaleSockets = true
        do {
            listener = try await Listener.start(
                on: options.endpoints, serving: methods.table, options: listening, logger: logger)
        } catch {
            await TidemarkServer.close(store, hub)
            throw error
        }
        connections.listener = listener
        webhooks.start()
    }

    /// Serves until it is asked to stop, or until the store can take no more writes.
    package func run() async throws {
        let failure = await withTaskGroup(of: StoreError?.self) { group in
            group.addTask { [failures] in
                for await failure in failures { return failure }
                return nil
            }
            group.addTask {
                try? await gracefulShutdown()
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        try await stop()
        if let failure { throw failure }
    }

    /// Stops in order.
    package func stop() async throws {
        logger.info("stopping")
        hub.releaseWaiting()
        try await listener.shutdown(patience: options.drainPatience)
        await webhooks.stop()
        await TidemarkServer.close(store, hub)
        logger.info("stopped")
    }
}

// MARK: - What waits for the disk, off the cooperative threads

extension TidemarkServer {
    private static func open(
        _ options: ServerOptions, _ logger: Logger,
        onFailure: @escaping @Sendable (StoreError) -> Void
    ) async throws -> LedgerStore {
        try await onThread {
            try LedgerStore(
                folder: options.dataFolder, options: options.store, logger: logger,
                onFailure: onFailure)
        }
    }

    private static func close(_ store: LedgerStore, _ hub: SubscriptionHub) async {
        // Nothing here throws.
        try? await onThread {
            hub.stop()
            store.close()
        }
    }

    private static func onThread<R: Sendable>(
        _ work: @escaping @Sendable () throws -> R
    ) async throws -> R {
        try await withCheckedThrowingContinuation { continuation in
            Thread { continuation.resume(with: Result(catching: work)) }.start()
        }
    }
}

/// How many connections there are: asked by a service that is made before the listener.
private final class ConnectionCounter: Sendable {
    private let state = Mutex<Listener?>(nil)

    var listener: Listener? {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }

    var count: Int { listener?.connectionCount ?? 0 }
}
