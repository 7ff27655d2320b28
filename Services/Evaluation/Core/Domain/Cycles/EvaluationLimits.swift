/// Bounds of what evaluation takes, each with its unit in its name.
package enum EvaluationLimits {
    /// Groups of one cycle; a district has fewer.
    package static let groupsMax = 100
    /// Schools of one cycle, each counted in each of its groups.
    package static let membersMax = 1_000
    /// Inputs of one call.
    package static let inputsPerCallMax = 500
    /// Inputs of one cycle.
    package static let inputsMax = 50_000
    /// Members of a panel.
    package static let panelMax = 50
    /// Those who are counted anywhere: more pupils than a city has.
    package static let countMax = 100_000_000
    /// What a school may have of a resource, in its unit.
    package static let amountMax = 1e12
    /// Working days for objections.
    package static let contestDaysMax = 60
    /// The same where nobody says otherwise; no text gives a number.
    package static let contestDaysUsual = 10
    /// Working days for the answer to an objection.
    package static let answerDays = 10
    /// Characters of a reason.
    package static let reasonMax = 500
    /// Characters of what shows something.
    package static let evidenceMax = 1_000
    /// Characters of a source, a title or a subject of instruction.
    package static let nameMax = 100
    /// Figures that an event of a result carries.
    package static let figuresMax = 40
    /// Tokens of a survey issued at once.
    package static let tokensMax = 5_000
    /// School and respondent pairs of a survey.
    package static let rollsMax = 3_000
}
