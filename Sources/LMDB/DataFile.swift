import CLMDB
import Glibc

/// The data file as it lies on disk, looked at before LMDB maps it.
///
/// LMDB reads its file through the map, and reading a page past the end of the file kills the
/// process with `SIGBUS`. So a truncated file has to be found out before. What LMDB 0.9 writes, in
/// the byte order and word size of the machine (here: 64 bits):
///
///     meta page (pages 0 and 1; written in turn, the higher txnid counts)
///       0  page header      8 number, 2 pad, 2 flags (8 = meta), 4
///      16  magic            4   0xBEEFC0DE
///      20  version          4   1
///      24  address, mapsize 8 8
///      40  free list tree  48   see below; its first field is the size of a page
///      88  main tree       48
///     136  last page        8
///     144  txnid            8
///
///     tree
///       0  pad 4, flags 2, depth 2, branch 8, leaf 8, overflow 8, entries 8
///      40  root page        8   all ones: the tree is empty
struct DataFile: ~Copyable {
    /// What a meta page says.
    struct Meta {
        let pageSize: Int
        let freeListRoot: UInt64
        let lastPage: UInt64
        let transactionID: UInt64
    }

    static let pageHeaderSize = 16
    private static let magic: UInt32 = 0xBEEF_C0DE
    private static let version: UInt32 = 1
    private static let metaFlag: UInt16 = 0x08
    private static let metaSize = 152
    /// What LMDB 0.9 takes for a page.
    private static let pageSizes = [512, 1024, 2048, 4096, 8192, 16384, 32768]

    private let descriptor: Int32
    let size: Int

    deinit { _ = Glibc.close(descriptor) }

    /// Throws unless LMDB can open the data file in `folder` and read all that it refers to. A
    /// missing or empty file is fine: LMDB begins a new one.
    static func inspect(folder: String) throws(LMDBError) {
        guard let file = try DataFile(path: folder + "/data.mdb"), file.size > 0 else { return }
        let meta = try file.newestMeta()
        let pagesPresent = UInt64(file.size / meta.pageSize)
        guard pagesPresent <= meta.lastPage else { return }
        // Pages at the end that were freed again in the transaction that took them are never
        // written, so a short file is whole if all that is missing is free.
        let missing = pagesPresent...meta.lastPage
        let free = try FreeList(in: file, meta: meta, within: missing).count
        guard free == missing.upperBound - missing.lowerBound + 1 else {
            throw LMDBError(.truncated, in: .open)
        }
    }

    /// Nil if there is no such file.
    private init?(path: String) throws(LMDBError) {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw LMDBError(.errno, in: .open)
        }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            let code = LMDBError.Code.errno
            _ = Glibc.close(descriptor)
            throw LMDBError(code, in: .open)
        }
        self.descriptor = descriptor
        size = status.st_size
    }

    /// The bytes at `offset`; throws `.truncated` if the file ends before `count` of them.
    func bytes(at offset: Int, count: Int) throws(LMDBError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let read = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe pread(
                    descriptor, buffer.baseAddress?.advanced(by: done), count - done, offset + done)
            }
            if read > 0 { done += read; continue }
            if read == 0 { throw LMDBError(.truncated, in: .open) }
            if errno != EINTR { throw LMDBError(.errno, in: .open) }
        }
        return bytes
    }
}

// MARK: - Meta pages

extension DataFile {
    private func newestMeta() throws(LMDBError) -> Meta {
        let first = try meta(at: 0)
        let second = try meta(at: first.pageSize)
        guard first.pageSize == second.pageSize else { throw LMDBError(.invalid, in: .open) }
        return first.transactionID < second.transactionID ? second : first
    }

    private func meta(at offset: Int) throws(LMDBError) -> Meta {
        let bytes = try bytes(at: offset, count: Self.metaSize)
        let page = bytes.span
        guard page.load(at: 10, as: UInt16.self) & Self.metaFlag != 0,
            page.load(at: 16, as: UInt32.self) == Self.magic
        else { throw LMDBError(.invalid, in: .open) }
        guard page.load(at: 20, as: UInt32.self) == Self.version else {
            throw LMDBError(.versionMismatch, in: .open)
        }
        let meta = Meta(
            pageSize: Int(page.load(at: 40, as: UInt32.self)),
            freeListRoot: page.load(at: 80, as: UInt64.self),
            lastPage: page.load(at: 136, as: UInt64.self),
            transactionID: page.load(at: 144, as: UInt64.self))
        guard Self.pageSizes.contains(meta.pageSize) else { throw LMDBError(.invalid, in: .open) }
        return meta
    }
}

// MARK: - System calls

extension LMDBError.Code {
    /// What the system call before this failed with.
    static var errno: Self { Self(rawValue: Glibc.errno) }
}

func fileStatus(_ path: String) throws(LMDBError) -> stat {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw LMDBError(.errno, in: .open) }
    return status
}
