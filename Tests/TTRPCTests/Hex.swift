/// Bytes as people write them in a specification: hex digits with spaces, and "quoted text".
func hex(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var high: UInt8?
    var isQuoted = false
    for character in text.utf8 {
        switch (isQuoted, character) {
        case (_, UInt8(ascii: "\"")): isQuoted.toggle()
        case (true, _): bytes.append(character)
        case (false, UInt8(ascii: " ")), (false, UInt8(ascii: "\n")), (false, UInt8(ascii: "|")):
            continue
        default:
            guard let digit = Character(UnicodeScalar(character)).hexDigitValue else {
                preconditionFailure("not a hex digit in \(text)")
            }
            if let first = high {
                bytes.append(first << 4 | UInt8(digit))
                high = nil
            } else {
                high = UInt8(digit)
            }
        }
    }
    precondition(high == nil && !isQuoted, "half a byte or an open quote in \(text)")
    return bytes
}
