import ArgumentParser
import Store

/// How writes are made durable.
struct JournalArguments: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "What the answer to a write promises. disk: it is on the disk and outlives a power cut."
                + " os: the operating system has it and writes it to the disk next; it outlives a"
                + " crash of the server, but a power cut may take what was written last.",
            valueName: "disk|os"))
    var durability = Durability.disk

    @Flag(
        name: .long,
        help: "Keep the journal's files in journal/archive once the data file has what they hold.")
    var keepJournal = false

    @Flag(
        name: .long,
        help: """
            Start although the data folder has no journal, as one that was restored from a copy of \
            data.mdb alone. What was in the journal and not in that file is not there then.
            """)
    var acceptMissingJournal = false

    func apply(to options: inout StoreOptions) {
        options.durability = durability
        options.keepsJournal = keepJournal
        options.acceptsMissingJournal = acceptMissingJournal
    }
}

extension Durability: ExpressibleByArgument {}
