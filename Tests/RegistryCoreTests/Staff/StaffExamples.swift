// Literals of the tests themselves: one that cannot be read should end the run.
// swift-format-ignore-file: NeverForceUnwrap

import TaoliModels

@testable import RegistryCore

/// Persons and posts as the tests of staff use them. Numbers are made here: no area has the code 99.
extension Example {
    /// The number of a person born on a day, with the check digit that the standard gives.
    static func number(_ serial: Int = 1, born: String = "19800229") throws -> IdentityNumber {
        let digits =
            String(990_000 + serial / 1000) + born + String(1000 + serial % 1000).dropFirst()
        let check = IdentityNumber.checkDigit(of: digits.utf8)!
        return try IdentityNumber(.residentCard, digits + String(UnicodeScalar(check)))
    }

    static func personFacts(_ serial: Int = 1, name: String = "张三") throws -> PersonFacts {
        PersonFacts(
            name: name, number: try number(serial), phone: try PhoneNumber("12000000001"),
            workingSince: day("2003-08-01"))
    }

    static func begin(
        _ school: School, from: String, kind: EmploymentKind = .main,
        post: StaffPost = .teacher, outside: Bool = false, since: String? = nil
    ) -> BeginEmployment {
        BeginEmployment(
            id: EmploymentID(.version7()), school: school, kind: kind,
            facts: PostFacts(
                post: post, subject: .mathematics, stage: .primary, isOutsideLimit: outside),
            from: day(from), schoolSince: since.map(day))
    }

    static let today = day("2026-09-01")

    static func person(at school: School, from: String = "2020-09-01", serial: Int = 1) throws
        -> Person
    {
        try RegisterPerson(
            id: PersonID(.version7()), facts: try personFacts(serial),
            employment: begin(school, from: from)
        ).decide(holder: nil, staffing: .unlimited, on: today).state
    }
}
