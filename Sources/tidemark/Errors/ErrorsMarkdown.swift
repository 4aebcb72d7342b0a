import Server
import TTRPC

extension ErrorCatalogue {
    /// All errors that have a reason.
    static var named: [ErrorEntry] { refusals + failures }

    /// The text of docs/errors.md, but for the end of its last line.
    static var markdown: String {
        let sections = [
            introduction,
            refusalsHead + pages(of: refusals, areNumbered: true),
            failuresHead + pages(of: failures),
            protocolHead + pages(of: protocolFailures),
        ]
        return String(sections.joined(separator: "\n").dropLast())
    }

    private static func pages(of entries: [ErrorEntry], areNumbered: Bool = false) -> String {
        entries.enumerated().map { position, entry in
            let isNamed = !entry.reason.isEmpty
            let number = areNumbered ? "\(position + 1). " : ""
            let code = isNamed ? "`\(entry.code.name)` · " : ""
            return """

                ### \(number)`\(isNamed ? entry.reason : entry.code.name)`

                \(code)again: \(entry.explanation.retry.sentence)

                \(entry.explanation.meaning)

                **What to do:** \(entry.explanation.advice)

                """
        }
        .joined()
    }
}

extension ErrorExplanation.Retry {
    /// Whether the same request may be sent again, in words.
    var sentence: String {
        switch self {
        case .never: "no, it would be answered the same"
        case .later: "once something else has changed"
        case .yes: "yes, as it is, after a pause"
        }
    }
}

// MARK: - What stands between

private let introduction = """
    # Errors

    <!-- Written by `make generate` from the server's code. Changes here are overwritten. -->

    An error is a `google.rpc.Status`: a gRPC status code, a sentence for people that programs never
    parse, and a `google.rpc.ErrorInfo` with the domain `tidemark` and one of the reasons below.
    Every changing part of the sentence is a fact in its `metadata`; words `like_this` below are
    such facts. A `BadRequest` or a `PreconditionFailure` names the field or the record at fault, a
    `RetryInfo` says how long to wait.

    A refused request changes nothing. A write that is sent again with the same reference, or the
    same id given by the client, is never done twice: it is answered with what the first did.

    `tidemark errors REASON` explains one, `tidemark errors --json` lists them for programs.

    """

private let refusalsHead = """
    ## Refusals by the rules

    In the order in which they are looked for: where several apply, the first is answered, and of
    two balances the source's. That order is part of the API. Three things to know of it:

    - `BALANCE_FROZEN` and `BALANCE_CLOSED` are one place in the order, and so are
      `INSUFFICIENT_FUNDS` and `OVERDRAFT_LIMIT_EXCEEDED`.
    - A balance in `expected_versions` that doesn't exist is found where versions are compared.
    - What is wrong with a value only together with what is stored (a merged text that is too long,
      a hold lowered below what is settled) comes after that is found, before versions are compared.

    """

private let failuresHead = """
    ## Failures of the server

    Of everything around the rules: the message, who may ask, how much there is at once, the disk.

    """

private let protocolHead = """
    ## Without a reason

    What the protocol says before any service is asked, and what a client's library says itself: a
    status code and a sentence, nothing else.

    """
