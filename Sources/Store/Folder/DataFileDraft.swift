import LMDB

/// The data file of a new store while it is being made, in a folder of its own.
///
/// LMDB writes the first pages of a file without a sync of their own, so a crash could leave a file
/// that is neither empty nor LMDB's, and which no server would open again. So it is made here, and
/// gets its place when all of it is durable.
struct DataFileDraft {
    /// The folder that LMDB is to make it in.
    let folder: String
    private let dataFolder: String
    private static let names = ["data.mdb", "lock.mdb"]

    /// Nil where the data file has its place already.
    init?(in dataFolder: String) throws(StoreError) {
        self.dataFolder = dataFolder
        folder = dataFolder + "/data.mdb.new"
        let isNeeded = !FileSystem.exists(dataFolder + "/data.mdb")
        do throws(SystemFailure) {
            // A crash may have left one at any point.
            try remove()
            if isNeeded { try FileSystem.makeFolder(folder) }
        } catch {
            throw sentence(error)
        }
        guard isNeeded else { return nil }
    }

    /// Gives the file, which is complete and closed, its place, durably.
    func finish() throws(StoreError) {
        do throws(SystemFailure) {
            try FileSystem.rename(folder + "/data.mdb", to: dataFolder + "/data.mdb")
            try FileSystem.syncFolder(folder)
            try FileSystem.syncFolder(dataFolder)
            try remove()
        } catch {
            throw sentence(error)
        }
    }

    private func remove() throws(SystemFailure) {
        for name in Self.names { try FileSystem.remove(folder + "/" + name) }
        try FileSystem.remove(folder)
    }

    private func sentence(_ failure: SystemFailure) -> StoreError {
        .unusableFolder("a store can't be made in the data folder \(dataFolder): \(failure)")
    }
}
