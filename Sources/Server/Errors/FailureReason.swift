package import TTRPC

/// The closed list of reasons that are the server's own, beside the refusals by the rules
/// (`Rejection.Reason`): what is wrong with a message, with who may ask, with how much is asked for
/// at once, and with the disk.
///
/// Each has its status code here and its words in the catalogue of errors, so that nothing can be
/// answered that the catalogue doesn't explain.
package enum FailureReason: String, CaseIterable, Sendable {
    // The message.
    case malformedRequest = "MALFORMED_REQUEST"
    case requestTooLarge = "REQUEST_TOO_LARGE"
    case batchTooLarge = "BATCH_TOO_LARGE"
    case replyTooLarge = "REPLY_TOO_LARGE"

    // Who may ask.
    case tokenRequired = "TOKEN_REQUIRED"
    case invalidToken = "INVALID_TOKEN"
    case localOnly = "LOCAL_ONLY"

    // What it names.
    case serviceNotFound = "SERVICE_NOT_FOUND"
    case backupExists = "BACKUP_EXISTS"
    case lineageNotTracked = "LINEAGE_NOT_TRACKED"

    // Where a reader is.
    case sequenceNotReached = "SEQUENCE_NOT_REACHED"
    case subscriberTooSlow = "SUBSCRIBER_TOO_SLOW"
    case subscriptionTakenOver = "SUBSCRIPTION_TAKEN_OVER"

    // How much there is at once.
    case queueFull = "QUEUE_FULL"
    case tooManySubscribers = "TOO_MANY_SUBSCRIBERS"
    case tooManyWatchers = "TOO_MANY_WATCHERS"
    case alreadyRunning = "ALREADY_RUNNING"
    case deadlineExceeded = "DEADLINE_EXCEEDED"
    case shuttingDown = "SHUTTING_DOWN"

    // The disk, and what nobody foresaw.
    case storeFull = "STORE_FULL"
    case diskFull = "DISK_FULL"
    case recordDamaged = "RECORD_DAMAGED"
    case storeFailed = "STORE_FAILED"
    case internalError = "INTERNAL"

    package var code: StatusCode {
        switch self {
        case .malformedRequest, .batchTooLarge: .invalidArgument
        case .tokenRequired, .invalidToken: .unauthenticated
        case .localOnly: .permissionDenied
        case .serviceNotFound: .notFound
        case .backupExists: .alreadyExists
        case .lineageNotTracked: .failedPrecondition
        case .subscriptionTakenOver: .aborted
        case .requestTooLarge, .replyTooLarge, .subscriberTooSlow, .queueFull,
            .tooManySubscribers, .tooManyWatchers, .alreadyRunning, .storeFull, .diskFull:
            .resourceExhausted
        case .deadlineExceeded: .deadlineExceeded
        case .sequenceNotReached, .shuttingDown: .unavailable
        case .recordDamaged: .dataLoss
        case .storeFailed, .internalError: .internalError
        }
    }
}
