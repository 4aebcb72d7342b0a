import ArgumentParser
import Ledger
import Messages

/// Where money comes from and where it goes to: one balance on a side, or several with a share
/// each.
struct EndArguments: ParsableArguments {
    @Option(
        name: .customLong("from"),
        help: ArgumentHelp(
            "Where it comes from: an id or an indicator; repeated with shares as in --to.",
            valueName: "balance"),
        transform: EndArgument.parse)
    var sources: [EndArgument]

    @Option(
        name: .customLong("to"),
        help: ArgumentHelp(
            "Where it goes to: an id or an indicator; repeated, each with its share behind an"
                + " equals sign: @a=60%, @b=20.00 or @c=left.", valueName: "balance"),
        transform: EndArgument.parse)
    var destinations: [EndArgument]

    func validate() throws {
        for (option, ends) in [("--from", sources), ("--to", destinations)] where ends.count > 1 {
            guard let end = ends.first(where: { $0.share == nil }) else { continue }
            let name = end.identifier
            throw ValidationError(
                "\(option) is there several times, so \(name) needs a share: \(name)=60%,"
                    + " \(name)=20.00 or \(name)=left")
        }
    }

    var identifiers: [String] { (sources + destinations).map(\.identifier) }

    /// What refusals call the ends, by the paths of their fields.
    var names: [String: String] {
        var names: [String: String] = [:]
        for (side, ends) in [("source", sources), ("destination", destinations)] {
            names[side] = ends.first?.identifier
            for (position, end) in ends.enumerated() {
                names["\(side)s[\(position)]"] = end.identifier
                names["\(side)s[\(position)].identifier"] = end.identifier
            }
        }
        return names
    }
}

/// One end of a transaction as people write it: `@alice`, or with its share `@alice=60%`.
struct EndArgument {
    let identifier: String
    let share: Share?

    enum Share {
        case percent(String)
        /// In the units of the command.
        case amount(String)
        case left
    }

    /// Reads an end. What stands behind its last equals sign is a share only if it looks like one;
    /// indicators may have that sign in them, too.
    @Sendable static func parse(_ text: String) throws(ValidationError) -> EndArgument {
        guard let sign = text.lastIndex(of: "="), sign > text.startIndex,
            let share = try Share(text[text.index(after: sign)...])
        else { return EndArgument(identifier: text, share: nil) }
        return EndArgument(identifier: String(text[..<sign]), share: share)
    }
}

extension EndArgument.Share {
    /// Nil for what is no share at all.
    fileprivate init?(_ text: Substring) throws(ValidationError) {
        if text == "left" {
            self = .left
            return
        }
        let isPercent = text.last == "%"
        let number = String(isPercent ? text.dropLast() : text)
        guard !number.isEmpty, number.utf8.allSatisfy(\.isPartOfNumber) else { return nil }
        guard isPercent else {
            self = .amount(number)
            return
        }
        guard Percent(number) != nil else {
            throw ValidationError("\(text) is no part of a whole: above 0% and at most 100%")
        }
        self = .percent(number)
    }

    /// As requests have it.
    func message(_ units: Units) -> V1.Split.Share {
        switch (self, units) {
        case (.percent(let percent), _): .percent(percent)
        case (.left, _): .left(true)
        case (.amount(let amount), .minor): .preciseAmount(amount)
        case (.amount(let amount), .major): .amount(amount)
        }
    }
}

extension V1.CreateTransactionRequest {
    /// Puts in both sides: a single balance as itself, shares as splits.
    mutating func setEnds(_ ends: EndArguments, _ units: Units) {
        source = ends.sources.single ?? ""
        if source.isEmpty { sources = ends.sources.map { $0.split(units) } }
        destination = ends.destinations.single ?? ""
        if destination.isEmpty { destinations = ends.destinations.map { $0.split(units) } }
    }
}

extension EndArgument {
    fileprivate func split(_ units: Units) -> V1.Split {
        V1.Split(identifier: identifier, share: share?.message(units))
    }
}

extension [EndArgument] {
    /// The one balance of a side that isn't shared.
    fileprivate var single: String? {
        count == 1 && self[0].share == nil ? self[0].identifier : nil
    }
}

extension UInt8 {
    fileprivate var isPartOfNumber: Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) || self == UInt8(ascii: ".")
            || self == UInt8(ascii: "-")
    }
}
