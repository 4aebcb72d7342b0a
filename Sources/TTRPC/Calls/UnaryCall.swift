import Synchronization

/// One request that wants one answer.
///
/// Given to its handler on the event loop; answered exactly once, by `reply` or `fail`, from any
/// thread, at any later time. A call that is let go of unanswered answers INTERNAL by itself, so
/// a client never waits for a handler's mistake.
package final class UnaryCall: Sendable {
    private let head: CallHead
    private let outlet: CallOutlet
    private let answered = Atomic<Bool>(false)

    package init(_ head: CallHead, outlet: CallOutlet) {
        self.head = head
        self.outlet = outlet
    }

    deinit {
        guard !answered.load(ordering: .acquiring) else { return }
        let error = RPCError(.internalError, "\(method) ended without an answer")
        outlet.submit(.failure(error), from: head.id)
    }
}

extension UnaryCall {
    package var service: String { head.route.service }
    package var method: String { head.route.method }
    /// The encoded request: a slice of what was read, so copy what is kept for long.
    package var payload: ArraySlice<UInt8> { head.payload }
    package var metadata: Metadata { head.metadata }
    /// When the client stops waiting, or nil. Already checked once before the handler ran.
    package var deadline: ContinuousClock.Instant? { head.deadline }
    package var peer: Peer { outlet.peer }

    /// Whether the client has gone. Reads may stop; what was queued to be written goes on.
    package var isCancelled: Bool { outlet.isDisconnected }

    /// Answers with the encoded reply. A reply that doesn't fit a frame becomes a status.
    package func reply(_ payload: [UInt8]) {
        end(.reply(payload))
    }

    /// Answers with what `make` comes to, which runs later on the connection's event loop: a thread
    /// that answers the calls of many connections isn't held up by encoding.
    package func answer(with make: @escaping @Sendable () -> Answer) {
        end(.answer(make))
    }

    package func fail(_ error: RPCError) {
        end(.failure(error))
    }

    private func end(_ content: CallOutput.Content) {
        let isSecond = answered.exchange(true, ordering: .acquiringAndReleasing)
        assert(!isSecond, "a call is answered once")
        if !isSecond { outlet.submit(content, from: head.id) }
    }
}
