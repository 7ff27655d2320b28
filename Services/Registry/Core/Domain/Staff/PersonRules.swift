import TaoliModels

/// What holds of a person's facts whichever command gives them.
enum PersonRules {
    /// Youngest age at which anybody begins to work; under 16 it takes a permit of its own.
    static let workingAgeMin = 15

    /// - Throws: `bad-identity-number` without one, `working-too-young`, `date-order`.
    static func check(_ facts: PersonFacts) throws(Refusal) {
        guard let number = facts.number else {
            throw StaffRefusals.identityNumber(Wording("缺少证件号码。", "The number is missing."))
        }
        if let since = facts.workingSince, let born = number.birthday,
            since < born.adding(years: workingAgeMin)
        {
            throw StaffRefusals.tooYoung
        }
        if let teaching = facts.teachingSince, let working = facts.workingSince,
            teaching < working
        {
            throw StaffRefusals.before("working_since", teaching)
        }
    }

    /// What the history says: that a number changed, never which it was or is.
    static func differences(_ before: PersonFacts?, _ after: PersonFacts) -> [FieldDifference?] {
        [
            .between("name", before?.name, after.name),
            sealed("number", before?.number, after.number),
            sealed("phone", before?.phone, after.phone),
            .between("working_since", before?.workingSince, after.workingSince),
            .between("teaching_since", before?.teachingSince, after.teachingSince),
            .between("title", before?.title?.rawValue, after.title?.rawValue),
            .between(
                "principal_grade", before?.principalGrade?.rawValue,
                after.principalGrade?.rawValue),
        ]
    }

    private static func sealed<Value: Equatable>(
        _ field: String, _ before: Value?, _ after: Value?
    ) -> FieldDifference? {
        guard before != after else { return nil }
        return FieldDifference(
            field, before: before == nil ? "" : "***", after: after == nil ? "" : "*** (new)")
    }
}
