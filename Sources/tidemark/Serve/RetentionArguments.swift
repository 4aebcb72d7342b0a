import ArgumentParser
import Server
import Store

/// How long the server keeps events.
struct RetentionArguments: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "How old events may grow: a number and s, m, h or d. What a webhook still has to be"
                + " sent stays, and what a durable subscription asked to keep.",
            valueName: "time"),
        transform: RetentionArguments.age)
    var retainEventsFor = Age(text: "30d", value: .seconds(30 * 86_400))

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How many bytes of events are kept, whatever their age: a number, or one with KiB, MiB"
                + " or GiB. It is looked at every 10 seconds.",
            valueName: "bytes"),
        transform: RetentionArguments.size)
    var retainEventsBytes = Size(text: "16GiB", value: 16 << 30)

    var retention: EventRetention {
        var retention = EventRetention()
        retention.age = retainEventsFor.value
        retention.bytes = retainEventsBytes.value
        return retention
    }

    struct Age: CustomStringConvertible {
        let text: String
        let value: Duration
        var description: String { text }
    }

    struct Size: CustomStringConvertible {
        let text: String
        let value: Int
        var description: String { text }
    }
}

extension RetentionArguments {
    private static func age(_ text: String) throws -> Age {
        let units: [(String, Int64)] = [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)]
        for (suffix, seconds) in units where text.hasSuffix(suffix) {
            guard let number = Int64(text.dropLast()), (1...36_500 * 86_400).contains(number)
            else { break }
            return Age(text: text, value: .seconds(min(number * seconds, 36_500 * 86_400)))
        }
        throw ValidationError("--retain-events-for is a whole number and s, m, h or d, such as 30d")
    }

    private static func size(_ text: String) throws -> Size {
        let units = [("KiB", 10), ("MiB", 20), ("GiB", 30), ("", 0)]
        for (suffix, shift) in units where text.hasSuffix(suffix) {
            guard let number = Int(text.dropLast(suffix.count)),
                (1...1 << (50 - shift)).contains(number)
            else {
                break
            }
            return Size(text: text, value: number << shift)
        }
        throw ValidationError(
            "--retain-events-bytes is a whole number, or one with KiB, MiB or GiB, such as 16GiB")
    }
}
