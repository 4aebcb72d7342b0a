import ArgumentParser
import Messages
import TTRPC
import TidemarkClient

/// `tidemark batch`: many writes, a line each.
struct Batch: ClientCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run many writes: JSON in, a line for each result out.",
        discussion: """
            Each line is one item as CreateBatch of proto/tidemark/v1 has it: \
            {"create_transaction": {…}}, {"commit_inflight": {…}}, {"create_balance": {…}} and so \
            on. Each is applied or refused by itself, in order; later ones see what earlier ones \
            did. As many go into a message as fit.

            With --atomic all are applied, in one commit, or none; then they have to fit one \
            message: 10,000 items, 4 MiB.

            What carries a reference or an id of yours may be sent again: it is done once. Ends \
            with 1 if any item was refused.

            Examples:
              tidemark batch payroll.jsonl --atomic
              generate | tidemark batch - --json > results.jsonl
            """)

    @Argument(help: "A file of JSON lines; - reads standard input.")
    var file: String

    @Flag(help: "All or nothing, in one commit.")
    var atomic = false

    @Flag(help: "Say what would happen, by the real code, and keep nothing.")
    var dryRun = false

    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        var input = try BatchInput(file, atomic: atomic)
        var tally = BatchTally()
        while let message = try next(&input, tally) {
            let reply = try await send(message, session, tally)
            try session.show(reply.results, at: message.lines)
            tally.count(reply.results, upTo: message.lines.last ?? 0)
        }
        session.say(tally.text(dryRun: dryRun))
        if tally.refused > 0 { throw ExitCode(ExitStatus.failed.rawValue) }
    }

    private func next(
        _ input: inout BatchInput, _ tally: BatchTally
    ) throws(Failure) -> BatchInput.Message? {
        do throws(Failure) {
            let message = try input.next()
            guard atomic, tally.items == 0, message != nil else { return message }
            guard try input.next() == nil else {
                throw Failure(
                    .usage, "an atomic batch is one message: 10,000 items and 4 MiB at most",
                    advice: "several files, or without --atomic")
            }
            return message
        } catch {
            throw tally.items == 0 ? error.with("; nothing was sent") : tally.explain(error)
        }
    }

    private func send(
        _ message: BatchInput.Message, _ session: Session, _ tally: BatchTally
    ) async throws(Failure) -> V1.CreateBatchResponse {
        do throws(RPCError) {
            return try await session.client.transactions.createBatch(
                .init(items: message.items, atomic: atomic, dryRun: dryRun),
                timeout: session.timeout)
        } catch {
            var failure = Failure(error, server: connection.address)
            let item = error.metadata["item"].flatMap { Int($0) }
            if let item, message.lines.indices.contains(item) {
                failure.message = "line \(message.lines[item]): \(failure.message)"
            }
            if error.mayHaveBeenApplied {
                failure.advice.append(
                    "the same batch again; what has a reference or an id of yours is done once")
            }
            throw tally.explain(failure)
        }
    }
}

/// What became of the items so far.
private struct BatchTally {
    private(set) var items = 0
    private(set) var refused = 0
    private var lastLine = 0

    mutating func count(_ results: [V1.BatchResult], upTo line: Int) {
        items += results.count
        refused += results.count { $0.error != nil }
        lastLine = line
    }

    func text(dryRun: Bool) -> String {
        let count = items == 1 ? "1 item" : "\(items) items"
        let sentence = "\(count): \(items - refused) done, \(refused) refused"
        return dryRun ? sentence + "; a dry run: nothing was kept" : sentence
    }

    /// A failure with what was done before it.
    func explain(_ failure: Failure) -> Failure {
        items == 0 ? failure : failure.with("; what stands up to line \(lastLine) was answered")
    }
}

extension Failure {
    fileprivate func with(_ words: String) -> Failure {
        var failure = self
        failure.message += words
        return failure
    }
}
