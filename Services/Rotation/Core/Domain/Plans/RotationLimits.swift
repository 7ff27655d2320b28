/// The bounds of what the service takes and keeps. Each has a name that refusals repeat.
package enum RotationLimits {
    /// Characters of a code, a number or an id.
    package static let codeMax = 100
    /// Characters of an objection or an answer.
    package static let textMax = 1000
    /// Characters of a reason.
    package static let reasonMax = 500
    /// Rows of one request for inputs.
    package static let inputRowsMax = 2000
    /// Schools that a teacher may wish for.
    package static let wishesMax = 10
    /// Objections to one plan.
    package static let objectionsMax = 500
    /// Teachers who withdraw by one request.
    package static let withdrawnMax = 50
    /// Longest one-way commute that is recorded.
    package static let minutesMax = 600
    /// Places and posts of one school.
    package static let placesMax = 1000
    /// Changed facts that a refusal names.
    package static let differencesShownMax = 10
    /// Teachers of one plan's schools.
    package static let teachersMax = 20_000
    /// School years that a placement may last.
    package static let yearsMax = 10
    /// People of one arrangement.
    package static let arrangedMax = 20
    /// Fen that a month's allowance may be.
    package static let allowanceFenMax = 10_000_000
    /// Bytes of a pack's file.
    package static let packBytesMax = 1 << 20
}
