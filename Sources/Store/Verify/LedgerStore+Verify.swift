import LMDB

extension LedgerStore {
    /// Verifies the store in a folder that no server uses, and changes nothing in it.
    /// - Parameter report: told of progress and findings; answers whether to go on.
    @available(*, noasync, message: "it waits for the disk")
    package static func verify(
        folder path: String, options: StoreOptions = StoreOptions(), findingsMax: Int,
        report: @escaping (VerifyProgress) -> Bool
    ) throws -> VerifyResult {
        guard FileSystem.exists(path + "/data.mdb") else {
            throw StoreError.unusableFolder(
                "there is no store in \(path). Name the data folder with --data")
        }
        let folder = try DataFolder(path, allowsRemote: options.allowsRemoteFolder)
        defer { folder.release() }
        let opened = try open(path, options)
        let reader = LedgerReader(
            environment: opened.environment, tables: opened.tables, open: OpenBook())
        var writer = GroupWriter(opened, reader.open, folder, options) { _ in }
        // What the journal alone holds is part of the store, and is verified with it.
        try look(into: path, by: &writer, options)
        defer { writer.drop() }
        return try reader.read { view in
            try view.verify(findingsMax: findingsMax, report: report)
        }
    }
}
