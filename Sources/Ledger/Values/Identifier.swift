/// The id of one kind of record: 128 bits, in text a prefix and a UUID (`bln_0193…`).
///
/// Ids made by the server are UUIDs of version 7: their order is the order of their making, so that
/// new records are appended at the right edge of their table.
package struct Identifier<Kind: IdentifierKind>: Hashable, Comparable, Sendable {
    package let bits: UInt128

    package init(bits: UInt128) {
        self.bits = bits
    }

    package static func < (left: Self, right: Self) -> Bool { left.bits < right.bits }
}

/// What sets one kind of id apart from another: its prefix, of four characters.
package protocol IdentifierKind: Sendable {
    static var prefix: String { get }
}

package enum LedgerKind: IdentifierKind { package static let prefix = "ldg_" }
package enum BalanceKind: IdentifierKind { package static let prefix = "bln_" }
package enum TransactionKind: IdentifierKind { package static let prefix = "txn_" }
package enum MonitorKind: IdentifierKind { package static let prefix = "mon_" }
/// Of the sums that monitors share; never shown.
package enum RollUpKind: IdentifierKind { package static let prefix = "sum_" }
package enum EventKind: IdentifierKind { package static let prefix = "evt_" }
package enum WebhookKind: IdentifierKind { package static let prefix = "whk_" }
package enum DeliveryKind: IdentifierKind { package static let prefix = "dlv_" }
package enum SubscriptionKind: IdentifierKind { package static let prefix = "sub_" }

package typealias LedgerID = Identifier<LedgerKind>
package typealias BalanceID = Identifier<BalanceKind>
package typealias TransactionID = Identifier<TransactionKind>
package typealias MonitorID = Identifier<MonitorKind>
package typealias RollUpID = Identifier<RollUpKind>
package typealias EventID = Identifier<EventKind>
package typealias WebhookID = Identifier<WebhookKind>
package typealias DeliveryID = Identifier<DeliveryKind>
package typealias SubscriptionID = Identifier<SubscriptionKind>

extension LedgerID {
    /// The ledger that exists from the start. All bits zero, so that it sorts first; its text is
    /// `general_ledger_id`, as Blnk's users know it.
    package static let general = LedgerID(bits: 0)
    fileprivate static var generalText: String { "general_ledger_id" }
}

// MARK: - Text

extension Identifier: CustomStringConvertible {
    /// The prefix and the UUID in lower case with its four dashes.
    package var description: String {
        if Kind.self == LedgerKind.self, bits == 0 { return LedgerID.generalText }
        var text = InlineArray<40, UInt8>(repeating: 0)
        var place = 0
        for byte in Kind.prefix.utf8 {
            text[place] = byte
            place += 1
        }
        UUIDText.write(bits, to: &text, at: place)
        do { return String(copying: try UTF8Span(validating: text.span)) } catch {
            preconditionFailure("it is ASCII")
        }
    }

    /// Reads an id back; nil for anything but the prefix and a lower-case UUID of 36 characters.
    package init?(_ text: String) {
        if Kind.self == LedgerKind.self, text == LedgerID.generalText {
            self.init(bits: 0)
            return
        }
        let prefix = Kind.prefix.utf8
        guard text.utf8.starts(with: prefix),
            let bits = UUIDText.bits(text.utf8Span.span, from: prefix.count), bits != 0
        else { return nil }
        self.init(bits: bits)
    }
}
