import UnixSignals

/// Runs work that has no end of its own until it ends, or until Ctrl-C: the usual way to leave it,
/// and no failure.
func untilInterrupted(_ work: @escaping @Sendable () async throws -> Void) async throws {
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask(operation: work)
        group.addTask {
            for await _ in signals { return }
        }
        defer { group.cancelAll() }
        try await group.next()
    }
}
