/// A range of addresses that share their first bits: `10.0.0.0/8`, `fd00::/8`.
package struct AddressRange: Hashable, Sendable {
    private let first: IPAddress
    private let length: Int

    /// Reads an address, or an address and the number of bits that count. The bits behind those
    /// have to be zero: `10.1.0.0/8` is more likely a mistake than a range.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(parts[0]) else { return nil }
        let width = address.isVersion6 ? 128 : 32
        first = address
        if parts.count == 1 {
            length = width
        } else {
            guard (1...3).contains(parts[1].utf8.count),
                parts[1].utf8.allSatisfy(\.isDecimalDigit), let given = Int(parts[1]),
                given <= width
            else { return nil }
            length = given
        }
        guard masked(address) == address else { return nil }
    }

    package func contains(_ address: IPAddress) -> Bool {
        address.isVersion6 == first.isVersion6 && masked(address) == first
    }

    private func masked(_ address: IPAddress) -> IPAddress {
        switch address {
        // A shift by the full width makes zero.
        case .v4(let bits): .v4(bits & .max << UInt32(32 - length))
        case .v6(let bits): .v6(bits & .max << UInt128(128 - length))
        }
    }
}
