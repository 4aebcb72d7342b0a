/// One event on its way to one endpoint, stored in the event's own commit: exactly as durable and
/// as ordered as the event.
package struct Delivery: Hashable, Sendable {
    /// The number of its making: 1 for the first of the store. Deliveries are in the order of their
    /// events.
    package let number: UInt64
    package let webhookID: WebhookID
    package let eventID: EventID
    package let subject: Subject
    package let type: EventType
    package let monitorID: MonitorID?
    /// The balance that the event is about, where it is about one.
    package let balanceID: BalanceID?
    /// In what order it is kept; see `Lane`.
    package let lanes: [Lane]
    package let createdAt: Timestamp
    package var status = Status.pending
    /// Whether nothing before it in its lanes waits any more, so that it may be sent.
    package var isNext = false
    package var attemptCount: UInt64 = 0
    /// Attempts that were made before it was last asked for; the schedule counts from there.
    package var formerAttemptCount: UInt64 = 0
    /// When it was last asked for: when it was made, or sent again by request.
    package var queuedAt: Timestamp
    /// When it may be sent, if it is pending.
    package var nextAttemptAt: Timestamp
    /// When it was delivered or given up; nil while it waits.
    package var finishedAt: Timestamp?
    /// The latest ones, newest first.
    package var attempts: [DeliveryAttempt] = []

    package init(
        number: UInt64, webhookID: WebhookID, eventID: EventID, subject: Subject, type: EventType,
        monitorID: MonitorID? = nil, balanceID: BalanceID? = nil, lanes: [Lane] = [],
        createdAt: Timestamp
    ) {
        self.number = number
        self.webhookID = webhookID
        self.eventID = eventID
        self.subject = subject
        self.type = type
        self.monitorID = monitorID
        self.balanceID = balanceID
        self.lanes = lanes
        self.createdAt = createdAt
        queuedAt = createdAt
        nextAttemptAt = createdAt
    }

    package var id: DeliveryID { DeliveryID(number: number, time: createdAt) }

    package enum Subject: Hashable, Sendable {
        /// An event of the log.
        case event(sequence: UInt64, index: UInt32)
        /// Something made up, to try the endpoint.
        case test
    }

    package enum Status: UInt8, CaseIterable, Sendable {
        case pending = 1
        case delivered = 2
        /// Given up: a dead letter.
        case dead = 3
    }

    /// What deliveries to one endpoint are kept in order by: a balance that they touch, or the
    /// monitor where there is no balance. One waits while an earlier one in one of its lanes does.
    package struct Lane: Hashable, Sendable {
        package let bits: UInt128

        package init(bits: UInt128) {
            self.bits = bits
        }
    }

    /// Attempts that are kept: those of a whole schedule and a few more.
    package static let attemptsKept = 16

    /// The commit of its event; 0 for a test.
    package var sequence: UInt64 {
        if case .event(let sequence, _) = subject { sequence } else { 0 }
    }

    /// Tries since it was last asked for.
    package var attemptsThisTime: UInt64 { attemptCount - formerAttemptCount }
}

/// One try of a delivery.
package struct DeliveryAttempt: Hashable, Sendable {
    package let startedAt: Timestamp
    package let nanoseconds: UInt64
    /// The HTTP status; 0 where none came.
    package let status: UInt16
    /// What went wrong, for people; empty where nothing did.
    package let problem: String

    package init(startedAt: Timestamp, nanoseconds: UInt64, status: UInt16, problem: String) {
        self.startedAt = startedAt
        self.nanoseconds = nanoseconds
        self.status = status
        self.problem = problem
    }
}

extension DeliveryID {
    /// The id of the delivery with a number: a UUID of version 7, so that the number can be read
    /// off it.
    init(number: UInt64, time: Timestamp) {
        let milliseconds = UInt64(time.nanoseconds) / 1_000_000
        self.init(
            bits: UInt128(milliseconds << 16 | 0x7000) << 64 | UInt128(0b10 << 62 | number))
    }

    /// The number of the delivery that it would be the id of.
    package var number: UInt64 { UInt64(truncatingIfNeeded: bits) & (1 << 62 - 1) }
}
