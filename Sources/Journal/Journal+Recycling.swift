extension Journal {
    /// The state holds the records up to this one, durably: the segments that have no others are
    /// kept for use again, archived or removed. Never the one that is being written.
    package mutating func recycle(through number: UInt64) throws(JournalError) {
        if let failure { throw failure }
        var covered: [SegmentName] = []
        while segments.count > 1, segments[1].first - 1 <= number {
            covered.append(segments.removeFirst())
        }
        guard !covered.isEmpty else { return }
        do throws(FileFailure) {
            if options.keepsArchive { try archive(covered) } else { try reuse(covered) }
        } catch {
            throw ended(by: .file(error))
        }
    }

    private func archive(_ covered: [SegmentName]) throws(FileFailure) {
        let archive = Self.archive(in: folder)
        for name in covered {
            try disk.rename(folder + "/" + name.text, to: archive + "/" + name.text)
        }
        try disk.syncFolder(archive)
        try disk.syncFolder(folder)
    }

    private func reuse(_ covered: [SegmentName]) throws(FileFailure) {
        var names = spares.names(for: covered.count)[...]
        var spared: [String] = []
        for segment in covered {
            let path = folder + "/" + segment.text
            if let name = names.first, try disk.open(path).size() == options.segmentSize {
                names.removeFirst()
                try disk.rename(path, to: folder + "/" + name)
                spared.append(name)
            } else {
                try disk.remove(path)
            }
        }
        // Before any of them is written to, so that no segment's name, come back after a crash,
        // stands for a file with other records.
        try disk.syncFolder(folder)
        spares.add(spared)
    }
}
