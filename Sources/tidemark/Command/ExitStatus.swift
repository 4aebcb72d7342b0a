import ArgumentParser

/// What the program ends with, for scripts.
enum ExitStatus: Int32 {
    /// It did what it was asked to.
    case done = 0
    /// It was refused, or failed.
    case failed = 1
    /// The command line is wrong. As shells and most tools have it; not BSD's 64.
    case usage = 2
    /// No server could be reached, or it was lost.
    case unreachable = 3
}
