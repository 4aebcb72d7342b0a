import Foundation
import Synchronization

/// Makes references: the caller's keys by which a transaction is applied once, however often it is
/// sent.
///
/// A reference has to be kept before the call is made, so that a call whose answer was lost can be
/// sent again with the same one.
public enum Reference {
    private static let last = Mutex<UInt128>(0)

    /// A new reference, `ref_` and a UUID of version 7: later ones sort after earlier ones, those
    /// of one process strictly, those of several by their clocks' milliseconds.
    public static func make() -> String {
        let milliseconds = UInt64(Date.now.timeIntervalSince1970 * 1000)
        return text(of: next(milliseconds, random: UInt128.random(in: 0 ... .max)))
    }

    /// The reference of the one refund of all that can be given back: the id with `_refund` behind
    /// it. Asked for twice, such a refund is made once.
    ///
    /// A hold can settle more after its refund, and a transaction can be refunded in parts: then
    /// each refund needs a reference of its own.
    public static func refund(of transactionID: String) -> String { "\(transactionID)_refund" }

    /// A number above all before, with the time on top.
    private static func next(_ milliseconds: UInt64, random: UInt128) -> UInt128 {
        // 48 bits of time, 4 of version, 12 of chance, 2 of variant, 62 of chance.
        let time = UInt128(milliseconds) << 80
        let version: UInt128 = 7 << 76
        let variant: UInt128 = 2 << 62
        let chance = random & ((0xFFF << 64) | ((1 << 62) - 1))
        return last.withLock { last in
            last = max(time | version | variant | chance, last + 1)
            return last
        }
    }

    private static func text(of bits: UInt128) -> String {
        let digits = String(bits, radix: 16)
        let hex = String(repeating: "0", count: 32 - digits.count) + digits
        var text = "ref_"
        for (position, digit) in hex.enumerated() {
            if [8, 12, 16, 20].contains(position) { text += "-" }
            text.append(digit)
        }
        return text
    }
}
