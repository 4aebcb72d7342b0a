import ArgumentParser

/// `tidemark event`: the log of what happened.
struct EventCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "event",
        abstract: "Events: the log of what happened, and what happens, line by line.",
        subcommands: [EventList.self, EventTail.self],
        aliases: ["events"])
}
