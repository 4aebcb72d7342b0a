extension JSONValue {
    /// Reads a text as RFC 8259 has it, and refuses all that it leaves open: a key twice in one
    /// object, halves of surrogate pairs, text after the value.
    package init(
        parsing text: String, limits: JSONLimits = .standard
    ) throws(JSONSyntaxError) {
        var parser = JSONParser(bytes: Array(text.utf8), limits: limits)
        self = try parser.document()
    }
}

/// Reads one value after the other; it is always at the first byte that it has not used.
private struct JSONParser {
    private let bytes: [UInt8]
    private let limits: JSONLimits
    private var position = 0

    init(bytes: [UInt8], limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func document() throws(JSONSyntaxError) -> JSONValue {
        guard bytes.count <= limits.bytesMax else { throw error(.tooLong(limit: limits.bytesMax)) }
        let value = try value(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw error(.textAfterTheEnd) }
        return value
    }

    private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSONValue {
        switch try peek() {
        case "{": return .object(try members(depth: depth + 1))
        case "[": return .array(try elements(depth: depth + 1))
        case "\"": return .string(try string())
        case "t": return try word("true", .bool(true))
        case "f": return try word("false", .bool(false))
        case "n": return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func members(depth: Int) throws(JSONSyntaxError) -> [JSONMember] {
        try open("{", depth)
        var members: [JSONMember] = []
        var keys: Set<[UInt8]> = []
        if try skip("}") { return members }
        repeat {
            guard try peek() == "\"" else { throw error(.unexpectedCharacter) }
            let start = position
            let key = try string()
            guard keys.insert(Array(key.utf8)).inserted else {
                throw error(.duplicateKey(key), at: start)
            }
            guard try skip(":") else { throw error(.unexpectedCharacter) }
            members.append(JSONMember(key, try value(depth: depth)))
        } while try skip(",")
        guard try skip("}") else { throw error(.unexpectedCharacter) }
        return members
    }

    private mutating func elements(depth: Int) throws(JSONSyntaxError) -> [JSONValue] {
        try open("[", depth)
        var elements: [JSONValue] = []
        if try skip("]") { return elements }
        repeat {
            elements.append(try value(depth: depth))
        } while try skip(",")
        guard try skip("]") else { throw error(.unexpectedCharacter) }
        return elements
    }

    private mutating func open(_ bracket: Unicode.Scalar, _ depth: Int) throws(JSONSyntaxError) {
        guard depth <= limits.depthMax else { throw error(.tooDeep(limit: limits.depthMax)) }
        _ = try skip(bracket)
    }

    private mutating func word(
        _ word: StaticString, _ value: JSONValue
    ) throws(JSONSyntaxError) -> JSONValue {
        for character in word.description.utf8 {
            guard position < bytes.count else { throw error(.endsTooEarly) }
            guard bytes[position] == character else { throw error(.unexpectedCharacter) }
            position += 1
        }
        return value
    }
}

// MARK: - Numbers

extension JSONParser {
    private mutating func number() throws(JSONSyntaxError) -> String {
        let start = position
        guard bytes[position] == UInt8(ascii: "-") || isDigit else {
            throw error(.unexpectedCharacter)
        }
        _ = take("-")
        // A zero at the front stands alone.
        if !take("0") { try digits() }
        if isDigit { throw error(.invalidNumber) }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private var isDigit: Bool {
        position < bytes.count && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position])
    }

    private mutating func digits() throws(JSONSyntaxError) {
        guard isDigit else { throw error(.invalidNumber) }
        while isDigit { position += 1 }
    }
}

// MARK: - Strings

extension JSONParser {
    private mutating func string() throws(JSONSyntaxError) -> String {
        position += 1
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                position += 1
                text.append(contentsOf: String(try escape()).utf8)
            case 0..<0x20:
                throw error(.controlCharacterInString)
            default:
                text.append(byte)
                position += 1
            }
        }
        throw error(.endsTooEarly)
    }

    private mutating func escape() throws(JSONSyntaxError) -> Unicode.Scalar {
        guard position < bytes.count else { throw error(.endsTooEarly) }
        position += 1
        switch Unicode.Scalar(bytes[position - 1]) {
        case "\"": return "\""
        case "\\": return "\\"
        case "/": return "/"
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "u": return try unicodeEscape()
        default: throw error(.invalidEscape, at: position - 1)
        }
    }

    private mutating func unicodeEscape() throws(JSONSyntaxError) -> Unicode.Scalar {
        let start = position
        let first = try hexDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        // Not a character, so a surrogate: the first half needs the second behind it.
        guard first < 0xDC00, take("\\"), take("u") else { throw error(.loneSurrogate, at: start) }
        let second = try hexDigits()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw error(.loneSurrogate, at: start) }
        return scalar
    }

    private mutating func hexDigits() throws(JSONSyntaxError) -> UInt32 {
        guard position + 4 <= bytes.count else { throw error(.endsTooEarly) }
        var value: UInt32 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw error(.invalidEscape)
            }
            value = value << 4 | UInt32(digit)
        }
        position += 4
        return value
    }
}

// MARK: - Bytes

extension JSONParser {
    private mutating func skipSpace() {
        while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) {
            position += 1
        }
    }

    /// The next character after white space.
    private mutating func peek() throws(JSONSyntaxError) -> Unicode.Scalar {
        skipSpace()
        guard position < bytes.count else { throw error(.endsTooEarly) }
        return Unicode.Scalar(bytes[position])
    }

    /// Goes past the character, if it is the next after white space.
    private mutating func skip(_ character: Unicode.Scalar) throws(JSONSyntaxError) -> Bool {
        guard try peek() == character else { return false }
        position += 1
        return true
    }

    /// Goes past the character, if it is the very next.
    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, Unicode.Scalar(bytes[position]) == character else {
            return false
        }
        position += 1
        return true
    }

    private func error(_ reason: JSONSyntaxError.Reason, at place: Int? = nil) -> JSONSyntaxError {
        let before = bytes[..<(place ?? position)]
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return JSONSyntaxError(
            reason, line: before.count { $0 == 0x0A } + 1, column: before.count - lineStart + 1)
    }
}
