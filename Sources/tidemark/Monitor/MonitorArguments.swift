import ArgumentParser
import Messages

/// What a monitor says and does when it fires: the same for new ones and for changes.
struct MonitorArguments: ParsableArguments {
    @Option(
        help: "Fire when the condition becomes true, or at every change that leaves it so.")
    var trigger: Word<V1.Trigger>?

    @Option(help: ArgumentHelp("Text for people.", valueName: "text"))
    var description: String?

    @Option(
        name: .customLong("call-back-url"),
        help: ArgumentHelp("Where a webhook is sent.", valueName: "url"))
    var callBackURL: String?

    @OptionGroup var facts: MetaDataArgument
}

extension ConditionText {
    /// The condition of a request.
    func message(_ units: Units) -> V1.MonitorCondition {
        switch units {
        case .minor:
            V1.MonitorCondition(field: field, operator: self.operator, preciseValue: value)
        case .major(let precision):
            V1.MonitorCondition(
                field: field, operator: self.operator, value: value, precision: precision)
        }
    }
}
