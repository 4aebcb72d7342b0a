package import Ledger

// How the model divides: every product in the long way, one binary digit after the other, so that
// it shares no arithmetic with the rules.
extension ModelLedger {
    /// A total over shares; nil where they don't make it up.
    package static func divide(_ total: Int128, over portions: [Distribution.Portion]) -> [Int128]?
    {
        if portions == [.whole] { return [total] }
        var fixed: Int128 = 0
        var percent: UInt128 = 0
        var hasRest = false
        for portion in portions {
            switch portion {
            case .whole: return nil
            case .fixed(let amount):
                guard amount.minorUnits <= total - fixed else { return nil }
                fixed += amount.minorUnits
            case .percent(let share): percent += parts(of: share)
            case .left: hasRest = true
            }
        }
        guard percent <= hundred else { return nil }
        let asked = multiply(total, percent, over: hundred)
        if !hasRest, asked.remainder != 0 || asked.quotient != total - fixed { return nil }
        var shares: [Int128] = []
        var remainders: [UInt128] = []
        for portion in portions {
            let share: (quotient: Int128, remainder: UInt128) =
                switch portion {
                case .fixed(let amount): (amount.minorUnits, 0)
                case .percent(let share): multiply(total, parts(of: share), over: hundred)
                case .whole, .left: (0, 0)
                }
            shares.append(share.quotient)
            remainders.append(share.remainder)
        }
        var rest = total
        for share in shares {
            guard share <= rest else { return nil }
            rest -= share
        }
        if let place = portions.firstIndex(of: .left) {
            shares[place] = rest
            return shares
        }
        return handOut(rest, shares, remainders)
    }

    /// A part of what several have, from each by what it has.
    package static func divide(_ part: Int128, by weights: [Int128]) -> [Int128] {
        if weights.count == 1 { return [part] }
        let whole = weights.reduce(0, +)
        guard whole > 0 else { return weights }
        let shares = weights.map { multiply(part, UInt128($0), over: UInt128(whole)) }
        let rest = shares.reduce(part) { $0 - $1.quotient }
        return handOut(rest, shares.map(\.quotient), shares.map(\.remainder))
    }

    /// Gives unit after unit to whom the rounding took most from; of equals, to the first.
    private static func handOut(
        _ rest: Int128, _ shares: [Int128], _ remainders: [UInt128]
    ) -> [Int128] {
        var (shares, remainders) = (shares, remainders)
        for _ in 0..<rest {
            guard let most = remainders.max(), let place = remainders.firstIndex(of: most) else {
                break
            }
            shares[place] += 1
            remainders[place] = 0
        }
        return shares
    }

    /// `value × factor ÷ divisor`, rounded down, by doubling and adding.
    private static func multiply(
        _ value: Int128, _ factor: UInt128, over divisor: UInt128
    ) -> (quotient: Int128, remainder: UInt128) {
        let value = value.magnitude
        var (quotient, remainder): (UInt128, UInt128) = (0, 0)
        func carry() {
            if remainder >= divisor {
                remainder -= divisor
                quotient += 1
            }
        }
        for bit in (0..<UInt128.bitWidth - factor.leadingZeroBitCount).reversed() {
            quotient *= 2
            remainder *= 2
            carry()
            guard factor >> UInt128(bit) & 1 == 1 else { continue }
            quotient += value / divisor
            remainder += value % divisor
            carry()
        }
        return (Int128(quotient), remainder)
    }

    /// A hundred percent, in parts of 10^-18 percent.
    private static let hundred: UInt128 = 100_000_000_000_000_000_000

    /// A percentage read off its text.
    private static func parts(of percent: Percent) -> UInt128 {
        let text = percent.description.split(separator: ".")
        let digits = (text.count == 2 ? text[1] : "").prefix(18)
        let padding = String(repeating: "0", count: 18 - digits.count)
        return UInt128("\(text[0])\(digits)\(padding)") ?? 0
    }
}
