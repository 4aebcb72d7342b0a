/// An address of the internet protocol, as plain bits.
///
/// It is read in its canonical spelling only. Other spellings of the same address (octal,
/// hexadecimal, fewer than four parts, a zone) are read differently by different programs, which is
/// how filters are passed by; they are none here.
package enum IPAddress: Hashable, Sendable {
    case v4(UInt32)
    case v6(UInt128)

    /// Reads four decimal numbers joined by dots, or a version 6 address without brackets and zone.
    package init?(_ text: some StringProtocol) {
        if let bits = IPAddress.version4(text) {
            self = .v4(bits)
        } else if let bits = IPAddress.version6(text) {
            self = .v6(bits)
        } else {
            return nil
        }
    }

    var isVersion6: Bool {
        if case .v6 = self { true } else { false }
    }
}

// MARK: - Reading

extension IPAddress {
    private static func version4(_ text: some StringProtocol) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bits: UInt32 = 0
        for part in parts {
            guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy(\.isDecimalDigit),
                part.utf8.count == 1 || part.utf8.first != UInt8(ascii: "0"),
                let value = UInt8(part)
            else { return nil }
            bits = bits << 8 | UInt32(value)
        }
        return bits
    }

    private static func version6(_ text: some StringProtocol) -> UInt128? {
        let halves = String(text).halves
        guard let front = groups(halves.front, isEnd: halves.back == nil) else { return nil }
        guard let back = halves.back else { return front.count == 8 ? joined(front) : nil }
        guard let back = groups(back, isEnd: true), front.count + back.count <= 7 else {
            return nil
        }
        let zeros = [UInt16](repeating: 0, count: 8 - front.count - back.count)
        return joined(front + zeros + back)
    }

    /// The groups of a part without "::"; at the end of an address as version 4, too.
    private static func groups(_ text: Substring, isEnd: Bool) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        var groups: [UInt16] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if isEnd, index == parts.count - 1, let bits = version4(part) {
                groups += [UInt16(bits >> 16), UInt16(bits & 0xFFFF)]
                continue
            }
            guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy(\.isHexDigit),
                let value = UInt16(part, radix: 16)
            else { return nil }
            groups.append(value)
        }
        return groups
    }

    private static func joined(_ groups: [UInt16]) -> UInt128 {
        groups.reduce(0) { $0 << 16 | UInt128($1) }
    }
}

extension String {
    /// What stands before and behind the one "::"; no back where there is none. A second one ends
    /// up in the back, where an empty group is refused.
    fileprivate var halves: (front: Substring, back: Substring?) {
        let bytes = Array(utf8)
        for index in bytes.indices.dropLast()
        where bytes[index] == UInt8(ascii: ":") && bytes[index + 1] == UInt8(ascii: ":") {
            let front = utf8.index(startIndex, offsetBy: index)
            return (self[..<front], self[utf8.index(front, offsetBy: 2)...])
        }
        return (self[...], nil)
    }
}

// MARK: - Text

extension IPAddress: CustomStringConvertible {
    /// By RFC 5952: in lower case, the longest run of zeros left out.
    package var description: String {
        switch self {
        case .v4(let bits):
            return stride(from: 24, through: 0, by: -8).map { "\(bits >> UInt32($0) & 0xFF)" }
                .joined(separator: ".")
        case .v6(let bits):
            let groups = stride(from: 112, through: 0, by: -16).map {
                UInt16(truncatingIfNeeded: bits >> UInt128($0))
            }
            guard let run = IPAddress.longestRunOfZeros(groups) else {
                return IPAddress.text(groups[...])
            }
            return IPAddress.text(groups[..<run.lowerBound]) + "::"
                + IPAddress.text(groups[run.upperBound...])
        }
    }

    private static func text(_ groups: ArraySlice<UInt16>) -> String {
        groups.map { String($0, radix: 16) }.joined(separator: ":")
    }

    /// The first of the longest runs of two zeros or more.
    private static func longestRunOfZeros(_ groups: [UInt16]) -> Range<Int>? {
        var best = 0..<1
        var start = 0
        for index in 0...groups.count where index == groups.count || groups[index] != 0 {
            if index - start > best.count { best = start..<index }
            start = index + 1
        }
        return best.count > 1 ? best : nil
    }
}

extension UInt8 {
    var isDecimalDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    var isHexDigit: Bool {
        isDecimalDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self | 0x20)
    }
}
