package import Foundation
package import TaoliModels

/// What one group, or one school in a group, got under one pack, year after year, and its naming.
package struct VerdictRecord: Hashable, Sendable {
    /// Names it.
    package let id: VerdictID
    /// The pack's id.
    package let pack: String
    /// Whose assessments they are.
    package let district: DistrictCode
    /// Whom it is about.
    package let subject: CycleSubject
    /// Those concerned. Sorted.
    package internal(set) var districts: [DistrictCode]
    /// In the order in which they were published; one that was corrected stays behind.
    package internal(set) var years: [VerdictYear]
    /// Since when the warning plate hangs; `nil` when it does not.
    package internal(set) var warnedSince: CalendarDate?
    /// Naming and what became of it.
    package internal(set) var naming: Naming
    /// Sequence of its last event; 0 before its first.
    package internal(set) var version: Int64

    /// Naming and what became of it (SH-13).
    package struct Naming: Hashable, Sendable {
        /// The day of the naming; `nil` while there is none.
        package internal(set) var namedOn: CalendarDate?
        /// The day of the last review; `nil` before the first.
        package internal(set) var reviewedOn: CalendarDate?
        /// What was told of the review that is next.
        package internal(set) var told: NamingState.Review
        /// The day on which it lost its eligibility; `nil` while it has it.
        package internal(set) var disqualifiedOn: CalendarDate?
        /// The day on which its name was taken away; `nil` while it has it.
        package internal(set) var revokedOn: CalendarDate?
        /// Of the negative list, by their ids.
        package internal(set) var grounds: [String]

        package init(
            namedOn: CalendarDate? = nil, reviewedOn: CalendarDate? = nil,
            told: NamingState.Review = .none, disqualifiedOn: CalendarDate? = nil,
            revokedOn: CalendarDate? = nil, grounds: [String] = []
        ) {
            self.namedOn = namedOn
            self.reviewedOn = reviewedOn
            self.told = told
            self.disqualifiedOn = disqualifiedOn
            self.revokedOn = revokedOn
            self.grounds = grounds
        }
    }

    package init(
        id: VerdictID, pack: String, district: DistrictCode, subject: CycleSubject,
        districts: [DistrictCode], years: [VerdictYear] = [], warnedSince: CalendarDate? = nil,
        naming: Naming = Naming(), version: Int64 = 0
    ) {
        self.id = id
        self.pack = pack
        self.district = district
        self.subject = subject
        self.districts = districts
        self.years = years
        self.warnedSince = warnedSince
        self.naming = naming
        self.version = version
    }

    /// The years that count: none that was corrected.
    package var counted: [VerdictYear] { years.filter { $0.replacedOn == nil } }

    /// Naming as it stands: what was revoked is no name.
    package var state: NamingState {
        naming.revokedOn == nil
            ? NamingState(namedOn: naming.namedOn, reviewedOn: naming.reviewedOn)
            : NamingState(namedOn: nil)
    }

    /// The levels among its years, as rules on rows of years take them.
    package var levels: LevelHistory {
        LevelHistory(
            counted.compactMap { year in
                guard case .levels = year.kind, case .schoolYear(let school) = year.period else {
                    return nil
                }
                return LevelHistory.Year(
                    year: school, level: year.result.isEmpty ? nil : year.result,
                    membership: year.membership?.uuidString ?? "")
            })
    }
}

/// One published result.
package struct VerdictYear: Hashable, Sendable {
    /// The year that was assessed.
    package let period: CyclePeriod
    /// The cycle that led to it.
    package let cycle: CycleID
    /// What was judged by.
    package let kind: CycleKind
    /// A level's id, `met` or `not_met`, or a score; empty where none was given.
    package let result: String
    /// In the pack's words.
    package let name: Wording
    /// Of the school then; `nil` for a group.
    package let membership: UUID?
    /// The day on which it became final.
    package let publishedOn: CalendarDate
    /// It was decided before this program knew of it.
    package let isPast: Bool
    /// The day from which a corrected result counts instead; `nil` while this one does.
    package internal(set) var replacedOn: CalendarDate?

    package init(
        period: CyclePeriod, cycle: CycleID, kind: CycleKind, result: String, name: Wording,
        membership: UUID?, publishedOn: CalendarDate, isPast: Bool,
        replacedOn: CalendarDate? = nil
    ) {
        self.period = period
        self.cycle = cycle
        self.kind = kind
        self.result = result
        self.name = name
        self.membership = membership
        self.publishedOn = publishedOn
        self.isPast = isPast
        self.replacedOn = replacedOn
    }
}

/// The days between which a named unit is reviewed.
package struct ReviewWindow: Hashable, Sendable {
    /// First day.
    package let from: CalendarDate
    /// Last day.
    package let until: CalendarDate

    package init(from: CalendarDate, until: CalendarDate) {
        self.from = from
        self.until = until
    }
}
