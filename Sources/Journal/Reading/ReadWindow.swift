/// The part of a file that is being read: some bytes more than are asked for at a time, so that
/// small records don't cost a call each.
struct ReadWindow {
    /// Bytes read ahead.
    private static let stride = 256 << 10

    private let file: any DiskFile
    private let fileSize: Int
    private var start = 0
    private(set) var bytes: [UInt8] = []

    init(_ file: any DiskFile, fileSize: Int) {
        self.file = file
        self.fileSize = fileSize
    }

    /// Where in `bytes` so many stand from `offset` of the file on; fewer where it ends before.
    mutating func load(_ count: Int, at offset: Int) throws(JournalError) -> Range<Int> {
        let count = max(0, min(count, fileSize - offset))
        if offset < start || offset + count > start + bytes.count {
            let wanted = min(max(count, Self.stride), fileSize - offset)
            do throws(FileFailure) { try file.read(wanted, at: offset, into: &bytes) } catch {
                throw .file(error)
            }
            start = offset
        }
        let index = offset - start
        return index..<min(index + count, bytes.count)
    }
}
