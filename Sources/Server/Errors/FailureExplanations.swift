import TTRPC

extension FailureReason {
    /// What each failure around the rules means, and what to do about it. Words in backquotes are
    /// the facts that come with it.
    var explanation: ErrorExplanation {
        switch self {
        case .malformedRequest:
            .init(
                "The bytes are not the message of this method.", retry: .never,
                "Make the client from the published .proto files; the message names the "
                    + "field that can't be read.")
        case .requestTooLarge:
            .init(
                "The request has more bytes, or more parts, than one may have: `limit`.",
                retry: .never,
                "Divide it: a batch may be sent as several.")
        case .batchTooLarge:
            .init(
                "The batch has more items than one may have: `limit`.", retry: .never,
                "Send several; each keeps its own order and references.")
        case .replyTooLarge:
            .init(
                "The reply would not fit a frame.", retry: .never,
                "Ask for smaller pages or for the brief view, or send smaller batches. "
                    + "Whether a write is done shows by its reference.")
        case .tokenRequired:
            .init(
                "The connection has given no token, and the server asks for one.", retry: .later,
                "Call Authenticate first, or send the token as metadata of the call.")
        case .invalidToken:
            .init(
                "The token is not one that the server knows.", retry: .never,
                "Look at the server's configuration; tokens may have been changed.")
        case .localOnly:
            .init(
                "This is only done for clients on the server's machine.", retry: .never,
                "Connect over the server's Unix socket.")
        case .serviceNotFound:
            .init(
                "The server has no service of this name.", retry: .never,
                "List the services; names are case-sensitive and begin with `tidemark.v1.`")
        case .backupExists:
            .init(
                "The folder for the backup is not empty.", retry: .later,
                "Name another folder, or clear that one.")
        case .lineageNotTracked:
            .init(
                "The balance doesn't track the lineage of its funds.", retry: .never,
                "Tracking begins when a balance is created: create one that does.")
        case .sequenceNotReached:
            .init(
                "The store has not got to the sequence that the read asks for.", retry: .yes,
                "Ask again shortly; if it stays so, the sequence is another server's.")
        case .subscriberTooSlow:
            .init(
                "The stream was ended because its reader didn't keep up.", retry: .yes,
                "Resume from `resume_from`; read faster, ask for less, or pull.")
        case .subscriptionTakenOver:
            .init(
                "Another stream has taken the durable subscription over.", retry: .never,
                "Leave it to the other reader, or use a subscription of its own.")
        case .queueFull:
            .init(
                "More writes are waiting than the server keeps.", retry: .yes,
                "Send it again after the delay in RetryInfo, with back-off.")
        case .tooManySubscribers:
            .init(
                "As many streams of events are open as there may be.", retry: .yes,
                "End streams that are not read; share one among readers.")
        case .tooManyWatchers:
            .init(
                "As many streams watch the server's health as there may be.", retry: .yes,
                "End some, or call Check from time to time.")
        case .alreadyRunning:
            .init(
                "The same work is being done for another.", retry: .yes,
                "Wait until that is done.")
        case .deadlineExceeded:
            .init(
                "The deadline of the call passed before its work began. A write so answered "
                    + "is not done.", retry: .yes,
                "Give it more time; the server has more to do than it can.")
        case .shuttingDown:
            .init(
                "The server is stopping.", retry: .yes,
                "Connect again and resend; a reference or an id keeps a write from being "
                    + "done twice.")
        case .storeFull:
            .init(
                "Too little room is left on the server's disk to take another write; reads "
                    + "are served.", retry: .later,
                "Make room on the disk, or let the store grow; writes go on by themselves.")
        case .diskFull:
            .init(
                "The disk that the backup goes to is full.", retry: .later,
                "Make room, or name a folder on another disk; what was copied is removed.")
        case .recordDamaged:
            .init(
                "A record on the disk is not what was written.", retry: .never,
                "Run `tidemark verify`, and restore a backup; nothing is built on a damaged "
                    + "record.")
        case .storeFailed:
            .init(
                "The disk failed to do what was asked of it.", retry: .later,
                "Look at the server's log and at the disk; whether a write is done shows by "
                    + "its reference.")
        case .internalError:
            .init(
                "The server failed in a way that nobody foresaw.", retry: .later,
                "Report it with the message and the server's log; whether a write is done "
                    + "shows by its reference.")
        }
    }
}

extension StatusCode {
    /// What a code means where it comes without a reason; nil where it never does.
    var explanation: ErrorExplanation? {
        switch self {
        case .invalidArgument:
            .init(
                "The frame or the envelope breaks the protocol, or a message came where "
                    + "none may.", retry: .never,
                "It is the client's library that is at fault: PROTOCOL.md says what goes "
                    + "where.")
        case .cancelled:
            .init(
                "The client cancelled the call, or closed its stream.", retry: .yes,
                "Whether a write is done shows by its reference.")
        case .deadlineExceeded:
            .init(
                "The deadline passed before the call began, or before an answer came.", retry: .yes,
                "Give it more time; a write without an answer may be done, and is safe to "
                    + "send again.")
        case .resourceExhausted:
            .init(
                "A message doesn't fit a frame, a connection has too many streams, or a "
                    + "stream is read too slowly.", retry: .later,
                "Send less at once, open another connection, or read faster.")
        case .unimplemented:
            .init(
                "The server has no such service or method.", retry: .never,
                "Check the name, and whether the client is newer than the server.")
        case .internalError:
            .init(
                "A method ended without an answer.", retry: .later,
                "Report it with the server's log.")
        case .unavailable:
            .init(
                "The server is stopping, or the connection is lost.", retry: .yes,
                "Connect again and resend; a reference or an id keeps a write from being "
                    + "done twice.")
        case .ok, .unknown, .notFound, .alreadyExists, .permissionDenied, .failedPrecondition,
            .aborted, .outOfRange, .dataLoss, .unauthenticated:
            nil
        }
    }
}
