import NIOCore

/// What a peer owes us in time: the rest of a frame it began, and taking what we wrote.
///
/// An idle connection owes nothing and may stay for ever. Told at the end of every turn; a timer
/// asks for the verdict, so that nothing is scheduled per request.
struct ConnectionWatch {
    enum Verdict {
        /// Nothing is overdue; look again then, if at all.
        case fine(next: NIODeadline?)
        case frameOverdue
        case writeOverdue
    }

    private var frame: (number: Int, since: NIODeadline)?
    private var write: (number: Int, since: NIODeadline)?

    /// The number of the frame or write awaited, or nil: what is awaited counts from the moment
    /// its number was first told.
    mutating func note(frame awaitedFrame: Int?, write awaitedWrite: Int?) {
        Self.note(awaitedFrame, in: &frame)
        Self.note(awaitedWrite, in: &write)
    }

    var isIdle: Bool { frame == nil && write == nil }

    func verdict(at now: NIODeadline, limits: TransportLimits) -> Verdict {
        let frameDue = frame.map { $0.since + TimeAmount(limits.frameTimeout) }
        let writeDue = write.map { $0.since + TimeAmount(limits.writeTimeout) }
        if let frameDue, frameDue <= now { return .frameOverdue }
        if let writeDue, writeDue <= now { return .writeOverdue }
        return .fine(next: [frameDue, writeDue].compactMap(\.self).min())
    }

    private static func note(_ number: Int?, in entry: inout (number: Int, since: NIODeadline)?) {
        guard let number else {
            entry = nil
            return
        }
        if entry?.number != number { entry = (number, .now()) }
    }
}
