/// LMDB's list of pages not in use, read from the file instead of through the map.
///
/// It is a tree of its own, from the number of a transaction to the pages that became free in it:
///
///     page           header of 16 bytes: 8 number, 2 pad, 2 flags, 2 end of pointers, 2
///                    then a 2 byte pointer to each node, from the start of the page
///     branch node    8 page (48 bits, the low two words first), key
///     leaf node      4 length of value, 2 flags (1 = value on pages of its own), 2 length of
///                    key, key, value or the page it begins on
///     value          8 how many, then the page numbers of 8 bytes
///
/// Nothing in the file is trusted: what does not fit is `.corrupted`, what is beyond its end
/// `.truncated`.
struct FreeList {
    /// How many free pages lie in the range asked for.
    private(set) var count: UInt64 = 0

    private static let branchFlag: UInt16 = 0x01
    private static let leafFlag: UInt16 = 0x02
    private static let bigValueFlag: UInt16 = 0x01
    private static let nodeHeaderSize = 8
    private static let noPage = UInt64.max
    /// LMDB's own limit for the depth of a tree.
    private static let depthMax = 32

    private let range: ClosedRange<UInt64>
    private let pageSize: Int

    init(
        in file: borrowing DataFile, meta: DataFile.Meta, within range: ClosedRange<UInt64>
    ) throws(LMDBError) {
        self.range = range
        pageSize = meta.pageSize
        guard meta.freeListRoot != Self.noPage else { return }
        try visit(page: meta.freeListRoot, in: file, depth: 1)
    }

    private mutating func visit(
        page number: UInt64, in file: borrowing DataFile, depth: Int
    ) throws(LMDBError) {
        guard depth <= Self.depthMax else { throw corrupted }
        let page = try bytes(of: number, in: file, count: pageSize)
        let flags = page.span.load(at: 10, as: UInt16.self)
        let end = Int(page.span.load(at: 12, as: UInt16.self))
        guard end >= DataFile.pageHeaderSize, end <= pageSize else { throw corrupted }
        for pointer in stride(from: DataFile.pageHeaderSize, to: end - 1, by: 2) {
            let node = Int(page.span.load(at: pointer, as: UInt16.self))
            guard node >= end, node + Self.nodeHeaderSize <= pageSize else { throw corrupted }
            if flags & Self.branchFlag != 0 {
                let child = page.span.load(at: node, as: UInt64.self) & 0xFFFF_FFFF_FFFF
                try visit(page: child, in: file, depth: depth + 1)
            } else if flags & Self.leafFlag != 0 {
                try countPages(of: node, in: page, file)
            } else {
                throw corrupted
            }
        }
    }

    private mutating func countPages(
        of node: Int, in page: [UInt8], _ file: borrowing DataFile
    ) throws(LMDBError) {
        let length = Int(page.span.load(at: node, as: UInt32.self))
        let flags = page.span.load(at: node + 4, as: UInt16.self)
        let keyLength = Int(page.span.load(at: node + 6, as: UInt16.self))
        let start = node + Self.nodeHeaderSize + keyLength
        if flags & Self.bigValueFlag == 0 {
            guard start + length <= pageSize else { throw corrupted }
            try countPages(in: page, at: start, length: length)
        } else {
            guard start + 8 <= pageSize, length <= file.size else { throw corrupted }
            let first = page.span.load(at: start, as: UInt64.self)
            let header = DataFile.pageHeaderSize
            let value = try bytes(of: first, in: file, count: header + length)
            try countPages(in: value, at: header, length: length)
        }
    }

    private mutating func countPages(
        in bytes: [UInt8], at start: Int, length: Int
    ) throws(LMDBError) {
        guard length >= 8 else { throw corrupted }
        let pages = bytes.span.load(at: start, as: UInt64.self)
        guard pages <= UInt64((length - 8) / 8) else { throw corrupted }
        for index in 0..<Int(pages) {
            let page = bytes.span.load(at: start + 8 + 8 * index, as: UInt64.self)
            if range.contains(page) { count += 1 }
        }
    }

    private func bytes(
        of page: UInt64, in file: borrowing DataFile, count: Int
    ) throws(LMDBError) -> [UInt8] {
        guard page < UInt64(file.size / pageSize) else {
            throw LMDBError(.truncated, in: .open)
        }
        return try file.bytes(at: Int(page) * pageSize, count: count)
    }

    private var corrupted: LMDBError { LMDBError(.corrupted, in: .open) }
}
