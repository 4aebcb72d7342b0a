import Glibc

/// The machine's own files.
package struct LocalDisk: Disk {
    package init() {}

    package func makeFolder(_ path: String) throws(FileFailure) {
        if unsafe mkdir(path, 0o700) != 0, errno != EEXIST {
            throw FileFailure(.makeFolder, path, errno)
        }
        // One that exists may be what a process made that was killed before it could do this.
        try syncFolder(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
    }

    package func names(in folder: String) throws(FileFailure) -> [String] {
        guard let stream = unsafe opendir(folder) else { throw FileFailure(.list, folder, errno) }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw FileFailure(.list, folder, errno) }
        return names
    }

    package func open(_ path: String) throws(FileFailure) -> any DiskFile {
        try LocalFile(path, O_RDWR, .open)
    }

    package func create(_ path: String) throws(FileFailure) -> any DiskFile {
        try LocalFile(path, O_RDWR | O_CREAT | O_TRUNC, .create)
    }

    package func rename(_ path: String, to new: String) throws(FileFailure) {
        guard unsafe Glibc.rename(path, new) == 0 else { throw FileFailure(.rename, path, errno) }
    }

    package func remove(_ path: String) throws(FileFailure) {
        guard unsafe unlink(path) == 0 else { throw FileFailure(.remove, path, errno) }
    }

    package func syncFolder(_ path: String) throws(FileFailure) {
        let path = path.isEmpty ? "/" : path
        try LocalFile(path, O_RDONLY | O_DIRECTORY, .syncFolder).syncAll()
    }
}

/// A file by its descriptor. Calls that a signal interrupts are made again, and those that do a
/// part of what they should go on with the rest.
private final class LocalFile: DiskFile {
    private let descriptor: Int32
    private let path: String

    init(_ path: String, _ flags: Int32, _ operation: FileFailure.Operation) throws(FileFailure) {
        self.path = path
        descriptor = try again(operation, path) {
            unsafe Int(Glibc.open(path, flags | O_CLOEXEC, 0o600))
        }.descriptor
    }

    deinit { _ = Glibc.close(descriptor) }

    func size() throws(FileFailure) -> Int {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw FileFailure(.size, path, errno) }
        return status.st_size
    }

    func read(_ count: Int, at offset: Int, into bytes: inout [UInt8]) throws(FileFailure) {
        if bytes.count != count { bytes = [UInt8](repeating: 0, count: count) }
        var done = 0
        while done < count {
            let read = try again(.read, path) {
                unsafe bytes.withUnsafeMutableBytes { buffer in
                    let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
                    return unsafe pread(descriptor, rest.baseAddress, rest.count, offset + done)
                }
            }
            if read == 0 { return bytes.removeLast(count - done) }
            done += read
        }
    }

    func write(_ bytes: Span<UInt8>, at offset: Int) throws(FileFailure) {
        var done = 0
        while done < bytes.count {
            done += try again(.write, path) {
                unsafe bytes.extracting(done..<bytes.count).withUnsafeBufferPointer { rest in
                    unsafe pwrite(descriptor, rest.baseAddress, rest.count, offset + done)
                }
            }
        }
    }

    func reserve(_ size: Int) throws(FileFailure) {
        // It returns its error, and leaves errno alone.
        var code = posix_fallocate(descriptor, 0, size)
        while code == EINTR { code = posix_fallocate(descriptor, 0, size) }
        guard code == 0 else { throw FileFailure(.reserve, path, code) }
    }

    // Not made again after any failure: the system forgets what it could not write, and says the
    // next time that all is well.
    func sync() throws(FileFailure) {
        guard fdatasync(descriptor) == 0 else { throw FileFailure(.sync, path, errno) }
    }

    func syncAll() throws(FileFailure) {
        guard fsync(descriptor) == 0 else { throw FileFailure(.syncAll, path, errno) }
    }

    func settle() throws(FileFailure) {
        try sync()
        // An earlier process may have died of a failed sync: then what memory has of the file is
        // not on the disk, and no sync will ever say so. It is advice; some file systems take none.
        _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
    }
}

extension Int {
    fileprivate var descriptor: Int32 { Int32(truncatingIfNeeded: self) }
}

/// What a system call returns, made again as long as signals interrupt it.
private func again(
    _ operation: FileFailure.Operation, _ path: String, _ call: () -> Int
) throws(FileFailure) -> Int {
    while true {
        let result = call()
        if result >= 0 { return result }
        guard errno == EINTR else { throw FileFailure(operation, path, errno) }
    }
}

extension FileFailure {
    /// There is no room, by the file system's own limit, a quota or the process's limit of sizes.
    var isDiskFull: Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }
}

extension FileFailure: CustomStringConvertible {
    package var description: String {
        "\(operation.rawValue) \(path) failed: \(unsafe String(cString: strerror(code)))"
    }
}
