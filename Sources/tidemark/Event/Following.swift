import Messages
import TidemarkClient

extension Session {
    /// Shows events as they come, until there were enough or Ctrl-C.
    func follow(
        from start: EventStart, filter: V1.EventFilter?, options: EventStreamOptions = .init(),
        acknowledging: Bool = false, count: Int? = nil
    ) async throws {
        // Only the newest matters: it takes the others in.
        let (passed, passing) = AsyncStream.makeStream(
            of: Int64.self, bufferingPolicy: .bufferingNewest(1))
        let events = client.events(from: start, filter: filter, options: options) { change in
            switch change {
            case .began(let sequence): say("watching from sequence \(sequence)")
            case .interrupted(let error): say("interrupted, trying again: \(error.message)")
            case .resumed(let sequence): say("going on from sequence \(sequence)")
            case .progressed(let sequence, _): passing.yield(sequence)
            }
        }
        try await untilInterrupted {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await show(events, count: count) }
                if acknowledging {
                    group.addTask { try await acknowledge(passed, of: options.durable) }
                }
                defer { group.cancelAll() }
                try await group.next()
            }
        }
    }

    private func show(_ events: EventSequence<Connection>, count: Int?) async throws {
        var left = count ?? Int.max
        for try await event in events {
            try show([event])
            left -= 1
            if left == 0 { return }
        }
    }

    private func acknowledge(_ passed: AsyncStream<Int64>, of subscription: String) async throws {
        var last: Int64 = 0
        for await sequence in passed where sequence > last {
            last = sequence
            try await acknowledge(sequence, of: subscription)
        }
    }
}
