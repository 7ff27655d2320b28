package import TaoliPolicy

/// Everything a bureau may decide about a year's plan; a policy pack or `params.json` supplies it.
///
/// Shares are whole percent of what they are taken of. Source: rotation.md; SH-3 for the values of
/// ``shanghai``, the rest house rules.
package struct PlanParameters: Hashable, Sendable {
    /// Share of a school's eligible teachers it must send, rounded up.
    package var quotaPercent: Int
    /// Share it may send at most, rounded down; never below its quota or one team.
    package var maxOutPercent: Int
    /// Share of key teachers among those a school sends.
    package var keyPercent: Int
    /// Fewest teachers of a team.
    package var teamMin: Int
    package var teamScope: TeamScope
    /// Who counts towards the quota.
    package var quotaCounts: FlowShareRule.Counted = .newlySent
    /// What a school does whose quota is smaller than a team.
    package var smallSchools: SmallSchoolRule.Treatment = .wholeTeam
    /// Longest one-way commute, in minutes.
    package var commuteMaxMinutes: Int
    /// The same for teachers in hardship.
    package var commuteMaxHardshipMinutes: Int
    /// Share of a subject's teachers that a school may lose, rounded down.
    package var subjectLossPercent: Int
    /// It may lose so many in any case.
    package var subjectLossFloor: Int
    /// Whole years at the school from which a teacher is eligible; only for warnings.
    package var minYearsAtSchool: Int
    /// Whole years left to retirement; only for warnings.
    package var minYearsToRetirement: Int
    package var points: PlanPoints

    package init(
        quotaPercent: Int, maxOutPercent: Int, keyPercent: Int, teamMin: Int, teamScope: TeamScope,
        commuteMaxMinutes: Int, commuteMaxHardshipMinutes: Int, subjectLossPercent: Int,
        subjectLossFloor: Int, minYearsAtSchool: Int, minYearsToRetirement: Int, points: PlanPoints
    ) {
        self.quotaPercent = quotaPercent
        self.maxOutPercent = maxOutPercent
        self.keyPercent = keyPercent
        self.teamMin = teamMin
        self.teamScope = teamScope
        self.commuteMaxMinutes = commuteMaxMinutes
        self.commuteMaxHardshipMinutes = commuteMaxHardshipMinutes
        self.subjectLossPercent = subjectLossPercent
        self.subjectLossFloor = subjectLossFloor
        self.minYearsAtSchool = minYearsAtSchool
        self.minYearsToRetirement = minYearsToRetirement
        self.points = points
    }

    /// SH-3's quotas with the house's own limits.
    package static let shanghai = PlanParameters(
        quotaPercent: 20, maxOutPercent: 30, keyPercent: 30, teamMin: 3, teamScope: .pair,
        commuteMaxMinutes: 60, commuteMaxHardshipMinutes: 40, subjectLossPercent: 25,
        subjectLossFloor: 1, minYearsAtSchool: 6, minYearsToRetirement: 3, points: .standard)
}

/// What one thing costs. One point is one extra minute of one-way commute of one teacher per
/// working day; none is negative.
package struct PlanPoints: Hashable, Sendable {
    /// A post that nobody fills, for each unit of its weight.
    package var unmetPerWeight: Int
    /// A teacher in a subject that needs nobody more.
    package var surplus: Int
    /// A minute of one-way commute beyond the present one.
    package var extraMinute: Int
    /// By rank, the first wish first.
    package var preferenceRanks: [Int]
    /// A school the teacher did not list, or listed beyond the last rank.
    package var preferenceUnlisted: Int
    /// Any school, for a teacher who gave no list.
    package var preferenceNoneGiven: Int
    /// Sending somebody who does not want to go.
    package var unwilling: Int
    /// Sending somebody in hardship.
    package var hardship: Int

    package init(
        unmetPerWeight: Int, surplus: Int, extraMinute: Int, preferenceRanks: [Int],
        preferenceUnlisted: Int, preferenceNoneGiven: Int, unwilling: Int, hardship: Int
    ) {
        self.unmetPerWeight = unmetPerWeight
        self.surplus = surplus
        self.extraMinute = extraMinute
        self.preferenceRanks = preferenceRanks
        self.preferenceUnlisted = preferenceUnlisted
        self.preferenceNoneGiven = preferenceNoneGiven
        self.unwilling = unwilling
        self.hardship = hardship
    }

    /// House rule; those of the shared instances.
    package static let standard = PlanPoints(
        unmetPerWeight: 100, surplus: 60, extraMinute: 1, preferenceRanks: [0, 10, 20],
        preferenceUnlisted: 40, preferenceNoneGiven: 15, unwilling: 50, hardship: 80)
}
