import Dispatch

/// References of fixed length: in the order of time, as clients make them, or at random.
struct ReferenceSource {
    static let placeholder = String(repeating: "R", count: 32)

    private let connection: UInt64
    private let isRandom: Bool
    private var count: UInt64 = 0
    private var random: Xorshift
    private var text = Array("0000000000000000-0000-0000000000".utf8)

    init(connection: Int, isRandom: Bool) {
        self.connection = UInt64(connection)
        self.isRandom = isRandom
        random = Xorshift(seed: DispatchTime.now().uptimeNanoseconds &+ UInt64(connection) &* 7919)
    }

    /// `time-connection-count` in hexadecimal digits.
    mutating func next() -> ArraySlice<UInt8> {
        count += 1
        write(isRandom ? random.next() : DispatchTime.now().uptimeNanoseconds, digits: 16, at: 0)
        write(isRandom ? random.next() : connection, digits: 4, at: 17)
        write(count, digits: 10, at: 22)
        return text[...]
    }

    private mutating func write(_ number: UInt64, digits: Int, at offset: Int) {
        for position in 0..<digits {
            let digit = UInt8(number >> UInt64(4 * (digits - 1 - position)) & 15)
            text[offset + position] = digit + (digit < 10 ? 0x30 : 0x57)
        }
    }
}

/// A small generator of numbers: the same seed moves the same money.
struct Xorshift {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_F491_4F6C_DD1D
    }

    /// A number from 0 up to a bound of at least 1.
    mutating func below(_ bound: Int) -> Int { Int(next() >> 33) % bound }
}
