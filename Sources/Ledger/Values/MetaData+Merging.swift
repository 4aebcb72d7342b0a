extension MetaData {
    func merging(_ update: MetaData) -> MetaData? { update.canonical.isEmpty ? self : update }
}
