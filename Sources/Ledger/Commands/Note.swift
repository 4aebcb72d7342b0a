/// A command that only moves a cursor or keeps an account of what was done with events.
///
/// It is applied by the writer in its order like all others, deterministic and durable with its
/// group. But it is no commit: it takes no sequence and no link of the chain, and makes no event.
/// Otherwise acknowledging a sequence would make one more to be acknowledged. Its stamp names the
/// sequence that would have been next; its outcome is at the one before.
package enum Note: Hashable, Sendable {
    case acknowledge(AcknowledgeSubscription)
    case trimEvents(TrimEvents)
    case attempt(NoteAttempt)
    case clearQueue(ClearQueue)
    case forgetDeliveries(ForgetDeliveries)
}

extension Command {
    /// Whether it is a note, and so takes no sequence.
    package var isNote: Bool {
        if case .note = self { true } else { false }
    }
}

/// Lets the oldest events of the log go.
package struct TrimEvents: Hashable, Sendable {
    /// The last sequence whose events are to go, if nothing holds on to them.
    package var through: UInt64
    /// Subscriptions ever made when that was worked out. Where there is one more now, nothing goes:
    /// it may want what was to go.
    package var subscriptionsMade: UInt64

    package init(through: UInt64, subscriptionsMade: UInt64 = 0) {
        self.through = through
        self.subscriptionsMade = subscriptionsMade
    }
}
