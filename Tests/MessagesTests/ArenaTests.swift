import CTidemarkProto
import Testing

@testable import Messages

@Suite struct `The arena` {
    @Test func `gives memory up to its cap and no further`() {
        let arena = Arena(cap: 1 << 20, estimate: 0)
        let given = unsafe arena.withAllocator { allocator in
            var given = 0
            while unsafe allocator.pointee.alloc(allocator.pointee.allocator_data, 1000) != nil {
                given += 1
            }
            return given
        }
        #expect(given == (1 << 20) / 1000)
        let isExhausted = arena.isExhausted
        #expect(isExhausted)
    }

    @Test func `refuses one piece over the cap`() {
        let arena = Arena(cap: 1000, estimate: 0)
        let piece = unsafe arena.withAllocator { allocator in
            unsafe allocator.pointee.alloc(allocator.pointee.allocator_data, .max)
        }
        #expect(unsafe piece == nil)
        let isExhausted = arena.isExhausted
        #expect(isExhausted)
    }

    @Test func `gives pieces that are aligned and apart`() {
        let arena = Arena(cap: .max, estimate: 0)
        var pieces: [(start: UInt, size: Int)] = []
        for size in [1, 7, 8, 9, 0, 1000, 300_000, 3, 5000, 70_000, 1] {
            let piece = unsafe arena.allocate(UInt8.self, count: size)
            unsafe piece.update(repeating: 0xAB, count: size)
            pieces.append((UInt(bitPattern: piece), size))
        }
        #expect(pieces.allSatisfy { $0.start % 8 == 0 })
        let sorted = pieces.sorted { $0.start < $1.start }
        for (lower, upper) in zip(sorted, sorted.dropFirst()) {
            #expect(lower.start + UInt(lower.size) <= upper.start)
        }
    }
}
