import Ledger

extension Rejection.Reason {
    /// What each refusal by the rules means, and what to do about it. Words in backquotes are the
    /// facts that come with it.
    var explanation: ErrorExplanation {
        switch self {
        case .fieldRequired:
            .init(
                "A field that has to be given is missing.", retry: .never,
                "Give the field that the error names.")
        case .fieldInvalid:
            .init(
                "A field has a value that it can't have.", retry: .never,
                "Correct the field that the error names; the message says what it takes.")
        case .invalidAmount:
            .init(
                "An amount is not written canonically, or is not above zero.", retry: .never,
                "Write whole minor units, 10050, or a decimal with its precision, 100.50 at "
                    + "100.")
        case .inexactAmount:
            .init(
                "An amount times its precision is no whole number of minor units.", retry: .never,
                "Give fewer decimals, a larger precision, or a rounding.")
        case .invalidPageToken:
            .init(
                "The page token is not one that this list, filtered and ordered so, has "
                    + "answered with.", retry: .never,
                "Begin at the first page; keep filter and order from page to page.")
        case .unknownFilter:
            .init(
                "The filter has a field that this server doesn't know.", retry: .never,
                "Leave it out: skipping it would answer with more than was asked for.")
        case .notImplemented:
            .init(
                "The API describes it and this version of the server doesn't do it.", retry: .never,
                "Do without it, or ask a newer server.")
        case .urlNotAllowed:
            .init(
                "The URL leads to a private, loopback or link-local address.", retry: .later,
                "Use a public address, or allow the target in the server's configuration.")
        case .duplicateReference:
            .init(
                "The reference belongs to a transaction with other content.", retry: .never,
                "Take a new reference for a new transaction; `differing_fields` says what "
                    + "differs from `transaction_id`.")
        case .duplicateID:
            .init(
                "The id given by the client belongs to something with other content.",
                retry: .never,
                "Take a new id, or let the server make one.")
        case .duplicateName:
            .init(
                "The name belongs to a subscription with other content.", retry: .never,
                "Take another name, or use the subscription that has it.")
        case .ledgerNotFound:
            .init(
                "There is no ledger with this id.", retry: .later,
                "Create the ledger first, or leave the field empty for the general one.")
        case .transactionNotFound:
            .init(
                "There is no transaction with this id or reference.", retry: .later,
                "Look it up by the other of the two, or list the transactions of the "
                    + "balance.")
        case .monitorNotFound:
            .init(
                "There is no monitor with this id.", retry: .never,
                "List the monitors of the balance; one that was deleted does not come back.")
        case .balanceNotFound:
            .init(
                "There is no balance with this id, or with this indicator in this currency.",
                retry: .later,
                "Check the currency; create the balance first, or let the transaction make "
                    + "it.")
        case .webhookNotFound:
            .init(
                "There is no webhook endpoint with this id.", retry: .never,
                "List the endpoints; one that was deleted does not come back.")
        case .deliveryNotFound:
            .init(
                "There is no delivery with this id, or it is too long ago.", retry: .never,
                "List the deliveries of the endpoint.")
        case .subscriptionNotFound:
            .init(
                "There is no subscription with this id or name, or no stream that runs "
                    + "under it.", retry: .later,
                "List the subscriptions; a stream that has ended needs no unsubscribing.")
        case .cursorExpired:
            .init(
                "The events from there on are no longer all retained.", retry: .never,
                "Read the state anew, then go on from `oldest_sequence`.")
        case .notInflight:
            .init(
                "The transaction is not a hold.", retry: .never,
                "Commit, void and change holds only; a transfer is undone by a refund.")
        case .alreadyCommitted:
            .init(
                "All of the hold is committed.", retry: .never,
                "Nothing is left to do; what was committed is given back by a refund.")
        case .alreadyVoided:
            .init(
                "What was left of the hold is released.", retry: .never,
                "Make a new hold.")
        case .holdExpired:
            .init(
                "The hold is past its expiry, whether or not that has been recorded yet.",
                retry: .never,
                "Make a new hold, or extend the next one in time.")
        case .commitExceedsRemaining:
            .init(
                "More is to be committed than the hold has left.", retry: .later,
                "Commit at most `remaining`, or give no amount for all of it; raise the "
                    + "hold for more.")
        case .notRefundable:
            .init(
                "The transaction has settled nothing that could be given back.", retry: .later,
                "Refund a transfer, or the committed part of a hold; never a refund or a "
                    + "commit.")
        case .refundExceedsRemaining:
            .init(
                "More is to be given back than is left of what was moved.", retry: .never,
                "Refund at most `remaining`, or give no amount for all of it.")
        case .notScheduled:
            .init(
                "The transaction does not wait for its time: it has run, is due now, or "
                    + "never was scheduled.", retry: .never,
                "Look at its status; what has run is undone by a refund.")
        case .timePassed:
            .init(
                "A time that has to lie ahead has passed by the server's clock.", retry: .never,
                "Give a later time, or none to have it done now.")
        case .webhookDisabled:
            .init(
                "The endpoint is disabled, by someone or because its receiver answered 410.",
                retry: .later,
                "Enable it first.")
        case .webhookInUse:
            .init(
                "The endpoint is where a monitor's `call_back_url` leads.", retry: .later,
                "Change or delete the monitors that call it first.")
        case .limitReached:
            .init(
                "There are as many of this kind as there may be: `limit`.", retry: .later,
                "Delete those that are not needed any more.")
        case .duplicateIndicator:
            .init(
                "The indicator belongs to another balance in this currency: `balance_id`.",
                retry: .later,
                "Use that balance, or take another indicator.")
        case .sameBalance:
            .init(
                "A balance stands on both sides of the transaction.", retry: .never,
                "Name two balances; an indicator and an id may be the same one.")
        case .duplicateLeg:
            .init(
                "A balance stands twice on one side of the transaction.", retry: .never,
                "Put its shares together; an indicator and an id may be the same one.")
        case .versionMismatch:
            .init(
                "Something has moved on from the version that was expected of it.", retry: .later,
                "Read it again, decide anew, and expect `version`.")
        case .currencyMismatch:
            .init(
                "A balance has another currency than the request.", retry: .never,
                "Name a balance in the currency; money is not converted.")
        case .precisionMismatch:
            .init(
                "A balance counts its minor units by another precision: "
                    + "`currency_multiplier`.", retry: .never,
                "Give the amount with that precision, or in minor units without any.")
        case .balanceFrozen:
            .init(
                "A balance is frozen: nothing moves in or out.", retry: .later,
                "Open it again first; what is held on it may still be released.")
        case .balanceClosed:
            .init(
                "A balance is closed.", retry: .later,
                "Open it again first, or use another.")
        case .balanceNotEmpty:
            .init(
                "A balance that has money, or open holds, can't be closed.", retry: .later,
                "Move the money away, and commit or void the holds, first.")
        case .distributionMismatch:
            .init(
                "The shares of one side don't make up the amount.", retry: .never,
                "Let the fixed shares and percents add up to the whole, or add a share "
                    + "`left`.")
        case .monitorTooComplex:
            .init(
                "The monitor has more conditions or parts than one may have.", retry: .never,
                "Divide it into several monitors.")
        case .amountOverflow:
            .init(
                "A sum would leave the 128 bits that hold it.", retry: .later,
                "Move less; a sum that only grows needs a new balance some day.")
        case .insufficientFunds:
            .init(
                "The source has less available than is to be taken, and no overdraft.",
                retry: .later,
                "Take at most `available`, add money first, or allow an overdraft.")
        case .overdraftLimitExceeded:
            .init(
                "The source would go below the overdraft that it has.", retry: .later,
                "Take less, add money first, or grant a larger overdraft.")
        case .creditLimitExceeded:
            .init(
                "The destination would have more than its ceiling, with what is on its way "
                    + "in.", retry: .later,
                "Send less, or raise the ceiling.")
        }
    }
}
