extension [UInt8] {
    /// The bytes as people compare hashes: two digits each.
    var hexadecimal: String {
        reduce(into: "") { $0 += String($1 >> 4, radix: 16) + String($1 & 15, radix: 16) }
    }
}
