import ArgumentParser

/// `tidemark completions`
struct Completions: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the completion script of a shell.",
        discussion: """
            Set it up once:
              tidemark completions bash > /etc/bash_completion.d/tidemark
              tidemark completions zsh > "${fpath[1]}/_tidemark"
              tidemark completions fish > ~/.config/fish/completions/tidemark.fish
            """)

    @Argument(help: "bash, zsh or fish.")
    var shell: Shell

    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case bash, zsh, fish

        fileprivate var generator: CompletionShell {
            switch self {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        }
    }

    func run() throws {
        try Console.standard().write([Tidemark.completionScript(for: shell.generator)])
    }
}
