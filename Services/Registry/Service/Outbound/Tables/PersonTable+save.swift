import Foundation
import RegistryCore
import TaoliModels
import TaoliPostgres

extension PersonTable {
    /// Writes persons with all their posts and levels, numbers sealed with the current keys.
    /// - Throws: `KeyringError`.
    static func save(_ persons: [Person], _ seal: PersonSeal) throws -> [SQL] {
        let posts = persons.flatMap { person in person.employments.map { (person, $0) } }
        let levels = persons.flatMap { person in person.awards.map { (person, $0) } }
        return [try savePersons(persons, seal)] + (posts.isEmpty ? [] : [saveEmployments(posts)])
            + (levels.isEmpty ? [] : [saveAwards(levels)])
    }

    private static func savePersons(_ persons: [Person], _ seal: PersonSeal) throws -> SQL {
        let numbers = try persons.map { person in
            try person.facts.number.map { try seal.seal($0, of: person.id) }
        }
        let phones = try persons.map { person in
            try person.facts.phone.map { try seal.seal($0, of: person.id) }
        }
        return """
            INSERT INTO registry.person (id, district, districts, name, document, number_sealed, \
            number_index, phone_sealed, working_since, teaching_since, title, principal_grade, \
            is_withdrawn, version) \
            SELECT p.id, p.district, string_to_array(p.districts, ','), p.name, p.document, \
            p.number_sealed, p.number_index, p.phone_sealed, p.working_since::date, \
            p.teaching_since::date, p.title, p.principal_grade, p.is_withdrawn, p.version \
            FROM unnest(\(persons.map(\.id.rawValue)), \(persons.map(\.district.rawValue)), \
            \(persons.map(\.districts.joined)), \(persons.map(\.facts.name)), \
            \(persons.map { $0.facts.number?.document.rawValue }), \
            \(numbers.map { $0?.sealed }), \(numbers.map { $0?.index }), \(phones), \
            \(persons.map { $0.facts.workingSince?.description }), \
            \(persons.map { $0.facts.teachingSince?.description }), \
            \(persons.map { $0.facts.title?.rawValue }), \
            \(persons.map { $0.facts.principalGrade?.rawValue }), \
            \(persons.map(\.isWithdrawn)), \(persons.map(\.version))) \
            AS p(id, district, districts, name, document, number_sealed, number_index, \
            phone_sealed, working_since, teaching_since, title, principal_grade, is_withdrawn, \
            version) ON CONFLICT (id) DO UPDATE SET district = excluded.district, \
            districts = excluded.districts, name = excluded.name, document = excluded.document, \
            number_sealed = excluded.number_sealed, number_index = excluded.number_index, \
            phone_sealed = excluded.phone_sealed, working_since = excluded.working_since, \
            teaching_since = excluded.teaching_since, title = excluded.title, \
            principal_grade = excluded.principal_grade, is_withdrawn = excluded.is_withdrawn, \
            version = excluded.version
            """
    }

    /// Each row carries the person's districts, so that whoever sees the person sees every post.
    private static func saveEmployments(_ rows: [(person: Person, post: Employment)]) -> SQL {
        """
        INSERT INTO registry.employment AS old (id, person_id, school_id, district, districts, \
        kind, post, subject, stage, channel, outside_limit, valid_from, valid_until, \
        school_since) SELECT e.id, e.person_id, e.school_id, e.district, \
        string_to_array(e.districts, ','), e.kind, e.post, e.subject, e.stage, e.channel, \
        e.outside_limit, e.valid_from::date, e.valid_until::date, e.school_since::date \
        FROM unnest(\(rows.map(\.post.id.rawValue)), \(rows.map(\.person.id.rawValue)), \
        \(rows.map(\.post.school.rawValue)), \(rows.map(\.post.district.rawValue)), \
        \(rows.map(\.person.districts.joined)), \(rows.map(\.post.kind.rawValue)), \
        \(rows.map(\.post.facts.post.rawValue)), \(rows.map { $0.post.facts.subject?.rawValue }), \
        \(rows.map { $0.post.facts.stage?.rawValue }), \
        \(rows.map { $0.post.facts.channel?.rawValue }), \
        \(rows.map(\.post.facts.isOutsideLimit)), \
        \(rows.map(\.post.validity.from.description)), \
        \(rows.map { $0.post.validity.until?.description }), \
        \(rows.map(\.post.schoolSince.description))) \
        AS e(id, person_id, school_id, district, districts, kind, post, subject, stage, channel, \
        outside_limit, valid_from, valid_until, school_since) \
        ORDER BY e.valid_until NULLS LAST \
        ON CONFLICT (id) DO UPDATE SET districts = excluded.districts, \
        valid_until = excluded.valid_until \
        WHERE (old.districts, old.valid_until) IS DISTINCT FROM \
        (excluded.districts, excluded.valid_until)
        """
    }

    private static func saveAwards(_ rows: [(person: Person, award: KeyLevelAward)]) -> SQL {
        """
        INSERT INTO registry.key_level AS old (id, person_id, districts, level, issuer, \
        valid_from, valid_until) SELECT a.id, a.person_id, string_to_array(a.districts, ','), \
        a.level, a.issuer, a.valid_from::date, a.valid_until::date \
        FROM unnest(\(rows.map(\.award.id.rawValue)), \(rows.map(\.person.id.rawValue)), \
        \(rows.map(\.person.districts.joined)), \(rows.map(\.award.level.rawValue)), \
        \(rows.map(\.award.issuer)), \(rows.map(\.award.validity.from.description)), \
        \(rows.map { $0.award.validity.until?.description })) \
        AS a(id, person_id, districts, level, issuer, valid_from, valid_until) \
        ON CONFLICT (id) DO UPDATE SET districts = excluded.districts, \
        valid_until = excluded.valid_until \
        WHERE (old.districts, old.valid_until) IS DISTINCT FROM \
        (excluded.districts, excluded.valid_until)
        """
    }
}
