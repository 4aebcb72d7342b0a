import ArgumentParser
import Foundation
import Logging
import Server
import ServiceLifecycle
import Store
import Transport
import UnixSignals

/// `tidemark serve`: runs the server until it is told to stop.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the server.",
        discussion: """
            Keeps its state in the data folder and serves until SIGTERM or SIGINT (Ctrl-C); then \
            it finishes the calls that run and ends streams with the sequence to resume from. One \
            server has a data folder to itself.

            Examples:
              tidemark serve
              tidemark serve --data /var/lib/tidemark --listen unix:///run/tidemark.sock
              tidemark serve --listen unix:data/tidemark.sock --listen tcp://127.0.0.1:7411
            """)

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The data folder, which holds the state; made where it is missing.", valueName: "folder"
        ))
    var data = "data"

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Where to listen: unix:///path, unix:path or tcp://127.0.0.1:port; may be repeated. TCP"
                + " on this machine's own addresses only. Default: tidemark.sock in the data"
                + " folder.",
            valueName: "address"))
    var listen: [String] = []

    @Option(
        name: .long,
        help: "Permission bits of Unix sockets, in octal: who may connect may read and write.")
    var socketMode = "660"

    @Option(
        name: .long,
        help: "Seconds that a slow reader may hold up its stream of events before it is ended.")
    var slowReaderGrace = 5

    @Option(name: .long, help: "Seconds that calls may go on once the server is told to stop.")
    var drain = 10

    @Option(
        name: .long,
        help: "MiB that stay free on the disk; below it writes are refused and reads go on.")
    var diskReserve = 64

    @OptionGroup(title: "Webhooks")
    var webhooks: WebhookArguments

    @OptionGroup var retention: RetentionArguments

    @OptionGroup var journal: JournalArguments

    @Option(
        name: .long, help: "trace, debug, info, notice, warning, error or critical.",
        transform: { text in
            guard let level = Logger.Level(rawValue: text) else {
                throw ValidationError("there is no log level \(text)")
            }
            return level
        })
    var logLevel = Logger.Level.info

    func validate() throws { _ = try options() }

    func run() async throws {
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        var logger = Logger(label: "tidemark")
        logger.logLevel = logLevel
        // Each connection takes a descriptor, and the usual limit of a shell is a thousand.
        let descriptors = DescriptorLimit.raise()
        let server: TidemarkServer
        do {
            server = try await TidemarkServer(try options(), logger: logger)
        } catch {
            throw Failure(.failed, "\(error)")
        }
        logger.info(
            "descriptors",
            metadata: ["limit": "\(descriptors.now)", "before": "\(descriptors.before)"])
        logger.info(
            "serving",
            metadata: ["listen": "\(server.endpoints.map(\.description).joined(separator: " "))"])
        let group = ServiceGroup(
            services: [server], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        do {
            try await group.run()
        } catch {
            throw Failure(.failed, "\(error)")
        }
    }

    private func options() throws -> ServerOptions {
        let addresses = listen.isEmpty ? ["unix:\(data)/tidemark.sock"] : listen
        let endpoints = try addresses.map { address in
            do throws(EndpointError) {
                return try Endpoint(address)
            } catch {
                throw ValidationError("\(error)")
            }
        }
        var options = ServerOptions(dataFolder: data, endpoints: endpoints)
        guard let mode = UInt32(socketMode, radix: 8), mode <= 0o777 else {
            throw ValidationError("--socket-mode is an octal number such as 660")
        }
        guard slowReaderGrace >= 0, drain >= 0, diskReserve >= 0 else {
            throw ValidationError("--slow-reader-grace, --drain and --disk-reserve are 0 or more")
        }
        options.listener.socketMode = mode
        options.slowReaderGrace = .seconds(slowReaderGrace)
        options.drainPatience = .seconds(drain)
        options.store.diskReserveBytes = diskReserve << 20
        try webhooks.apply(to: &options.webhooks)
        options.store.retention = retention.retention
        journal.apply(to: &options.store)
        return options
    }
}
