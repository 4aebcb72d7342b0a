import ArgumentParser
import Foundation
import Server

/// The one binary: the server, and the tools to talk to it.
@main
struct Tidemark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tidemark",
        abstract: "A double-entry ledger with monitors that fire in the commit.",
        discussion: """
            Quick start, the server in one terminal and the rest in another:
              tidemark serve
              tidemark balance create @alice --currency USD --precision 100
              tidemark monitor create 'balance > 100.00' --balance @alice --currency USD
              tidemark event tail &
              tidemark transaction create 100.50 USD --from @world --to @alice

            Client commands take --server, --timeout and --json, and read TIDEMARK_SERVER. Results \
            go to standard output, messages to standard error. NO_COLOR is respected.

            Ends with 0 when done, 1 when refused or failed, 2 for a wrong command line, 3 when no \
            server can be reached.
            """,
        version: TidemarkVersion.current,
        groupedSubcommands: [
            CommandGroup(name: "Server", subcommands: [Serve.self]),
            CommandGroup(
                name: "Books",
                subcommands: [
                    LedgerCommand.self, BalanceCommand.self, TransactionCommand.self, Batch.self,
                    MonitorCommand.self,
                ]),
            CommandGroup(
                name: "What happens",
                subcommands: [
                    Watch.self, EventCommand.self, SubscriptionCommand.self, WebhookCommand.self,
                ]),
            CommandGroup(
                name: "Tools",
                subcommands: [
                    Verify.self, Bench.self, Call.self, Info.self, Stats.self, Health.self,
                    Errors.self, Completions.self,
                ]),
        ])

    static func main() async {
        // Written to a pipe whose reader has left, it gets an error that it can look at.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            end(with: error)
        }
    }

    /// Says why and ends with the status that goes with it.
    private static func end(with error: any Error) -> Never {
        let console = Console.standard()
        switch error {
        case let failure as Failure:
            for line in failure.lines(console.messageStyle) { console.say(line) }
            Foundation.exit(failure.status.rawValue)
        case OutputFailure.closed:
            Foundation.exit(ExitStatus.done.rawValue)
        case _ where exitCode(for: error) == .validationFailure:
            console.say(fullMessage(for: error))
            Foundation.exit(ExitStatus.usage.rawValue)
        default:
            exit(withError: error)
        }
    }
}
