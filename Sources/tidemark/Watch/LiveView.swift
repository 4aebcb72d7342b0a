import Foundation
import Messages
import Synchronization
import TTRPC
import TidemarkClient
import UnixSignals

/// The live view: reads what happens, draws it, and ends by a key or a signal.
///
/// What comes in changes the state and asks for a drawing; drawings are made by one task, at most
/// so often, so that a storm of events costs no more than a light rain.
final class LiveView: Sendable {
    private let session: Session
    private let scope: WatchScope
    private let start: EventStart?
    private let terminal = Terminal()
    private let state: Mutex<WatchState>
    /// Asks for a drawing.
    private let drawings: AsyncStream<Drawing>
    private let wish: AsyncStream<Drawing>.Continuation

    /// How much of the screen is to be drawn.
    private enum Drawing {
        case changes
        case whole
    }

    /// Faster than eyes, slower than it costs.
    private static let patience = Duration.milliseconds(80)
    /// How often the server is asked where its tail is, and says that it is alive.
    private static let pulse = Duration.seconds(1)

    init(_ session: Session, filter: V1.EventFilter?, from start: EventStart?, _ address: String) {
        self.session = session
        scope = WatchScope(filter)
        self.start = start
        state = Mutex(WatchState(address: address))
        (drawings, wish) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func run() async throws {
        // Before the screen is taken, so that what fails is said where it can be read.
        let snapshot = try await Snapshot(session, scope.filter)
        state.withLock { $0.take(snapshot) }
        let signals = await UnixSignalsSequence(
            trapping: .sigint, .sigterm, .sighup, .sigquit, .sigwinch, .sigcont)
        // Before it is entered, because that may fail half-way.
        defer { terminal.leave() }
        try terminal.enter()
        wish.yield(.whole)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.readEvents(after: snapshot.sequence) }
            group.addTask { try await self.followTail() }
            group.addTask { try await self.draw() }
            group.addTask { await self.readKeys() }
            group.addTask { try await self.heed(signals) }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}

// MARK: - What comes in

extension LiveView {
    private func readEvents(after sequence: Int64) async throws {
        let options = EventStreamOptions(heartbeatInterval: Self.pulse)
        let events = session.client.events(
            from: start ?? .sequence(sequence + 1), filter: scope.streamFilter, options: options
        ) { self.note($0) }
        for try await event in events {
            change { $0.take(event, isListed: self.scope.lists(event.type)) }
        }
    }

    private func note(_ change: EventStreamChange) {
        self.change { state in
            switch change {
            case .began, .resumed: state.link = .connected
            case .interrupted(let error): state.link = .interrupted(error.message)
            case .progressed(let sequence, let sentAt):
                state.sequence = max(state.sequence, sequence)
                state.tail = max(state.tail, sequence)
                state.sentAt = sentAt
            }
        }
    }

    /// Asks now and then where the server is, and for balances that moved and aren't known.
    private func followTail() async throws {
        while true {
            // While there is no answer the stream tells why.
            if let stats = try? await session.client.admin.getStats(
                .init(), timeout: session.timeout)
            {
                let time = ContinuousClock.now - Self.epoch
                change { state in
                    state.tail = max(state.tail, stats.sequence)
                    state.throughput.note(stats.transactionCount, at: time)
                }
            }
            await readUnknown()
            // Ages grow also where nothing happens.
            wish.yield(.changes)
            try await Task.sleep(for: Self.pulse)
        }
    }

    private func readUnknown() async {
        let wanted = state.withLock { $0.takeUnknown(Self.unknownPage) }
        guard !wanted.isEmpty else { return }
        let reply = try? await session.client.balances.batchGetBalances(
            .init(balanceIDs: wanted), timeout: session.timeout)
        let balances = (reply?.balances ?? []).filter(scope.takesIn)
        change { state in
            for balance in balances { state.take(balance) }
        }
    }

    private static let epoch = ContinuousClock.now
    private static let unknownPage = 100
}

// MARK: - Hands and eyes

extension LiveView {
    private func readKeys() async {
        var parser = KeyParser()
        for await bytes in terminal.input {
            for key in parser.keys(bytes) {
                if key == .quit { return }
                if key == .redraw { wish.yield(.whole) }
                change { $0.press(key) }
            }
        }
    }

    private func heed(_ signals: UnixSignalsSequence) async throws {
        for await signal in signals {
            switch signal {
            case .sigwinch: wish.yield(.whole)
            case .sigcont:
                // Whoever had the terminal meanwhile has left it as it likes.
                terminal.leave()
                try terminal.enter()
                wish.yield(.whole)
            default: return
            }
        }
    }

    private func draw() async throws {
        let style = session.console.style
        var frozen: WatchState?
        var before: (size: WatchFrame.Size, lines: [String])?
        for await drawing in drawings {
            var shown = state.withLock { $0 }
            // Paused, what is shown stands still; keys and the size still count.
            if shown.isPaused {
                let still = frozen ?? shown
                (shown, frozen) = (still.moved(as: shown), still)
            } else {
                frozen = nil
            }
            let size = terminal.size
            if drawing == .whole || before?.size != size { before = nil }
            let frame = WatchFrame(state: shown, size: size, now: .now)
            let lines = frame.lines(style)
            try terminal.draw(lines, over: before?.lines ?? [])
            before = (size, lines)
            try await Task.sleep(for: Self.patience)
        }
    }

    private func change(_ body: (inout WatchState) -> Void) {
        state.withLock { body(&$0) }
        wish.yield(.changes)
    }
}

extension GoogleProtobuf.Timestamp {
    /// The time by this machine's clock.
    fileprivate static var now: Self {
        let now = Date.now.timeIntervalSince1970
        let seconds = now.rounded(.down)
        return Self(seconds: Int64(seconds), nanos: Int32((now - seconds) * 1_000_000_000))
    }
}
