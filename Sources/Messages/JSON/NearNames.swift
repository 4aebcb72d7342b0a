/// The names that someone who wrote `name` may have meant, nearest first, three at most.
package func nearNames(to name: String, _ candidates: [String]) -> [String] {
    let wanted = name.lowercased()
    // A third of the letters wrong is a slip; more is another word.
    let distanceMax = max(2, wanted.utf8.count / 3)
    let near = candidates.compactMap { candidate -> (distance: Int, name: String)? in
        let known = candidate.lowercased()
        // Half of a name of several words is meant to be that name.
        let isPart = wanted.count > 2 && (known.hasPrefix(wanted) || known.hasSuffix(wanted))
        let distance = isPart ? 1 : editDistance(Array(wanted.utf8), Array(known.utf8))
        return distance <= distanceMax ? (distance, candidate) : nil
    }
    let best = near.map(\.distance).min() ?? 0
    return near.filter { $0.distance <= best + 1 }
        .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
}

/// How many letters must be put in, taken out or replaced (Levenshtein).
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, b) in right.enumerated() {
            let substituted = diagonal + (a == b ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
        }
    }
    return row[right.count]
}
