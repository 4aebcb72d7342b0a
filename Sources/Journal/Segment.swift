/// The segment that is being written.
struct Segment {
    let name: SegmentName
    private let file: any DiskFile
    private let salt: UInt64
    private let size: Int
    /// Where the next record goes.
    private var position = SegmentHeader.size

    /// Makes a segment of a spare file. It is there, with its header, only when this returns: the
    /// header is durable before the name is, and the name before a record is written.
    init(
        from spare: String, _ name: SegmentName, in folder: String, on disk: any Disk
    ) throws(FileFailure) {
        let path = folder + "/" + spare
        let file = try disk.open(path)
        let size = try file.size()
        let salt = UInt64.random(in: .min ... .max)
        let header = SegmentHeader(salt: salt, first: name.first, segmentSize: size)
        try file.write(header.bytes.span, at: 0)
        try file.sync()
        try disk.rename(path, to: folder + "/" + name.text)
        try disk.syncFolder(folder)
        self.name = name
        self.file = file
        self.salt = salt
        self.size = size
    }

    /// Goes on where the records end that were read.
    init(_ reader: SegmentReader) {
        name = reader.name
        file = reader.file
        salt = reader.header.salt
        size = reader.header.segmentSize
        position = reader.position
    }

    /// Bytes that are left.
    var room: Int { size - position }

    /// Writes a record, with `buffer` for its bytes.
    mutating func write(
        _ payload: Span<UInt8>, number: UInt64, buffer: inout [UInt8]
    ) throws(FileFailure) {
        RecordFrame.encode(payload, number: number, salt: salt, position: position, into: &buffer)
        try file.write(buffer.span, at: position)
        position += buffer.count
    }

    func sync() throws(FileFailure) { try file.sync() }
}
