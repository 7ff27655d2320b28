import Foundation
import TaoliPostgres

/// The SQL of the copy of staff: one statement a table.
struct StaffStatements {
    let schema: String

    func all(_ fold: StaffFold) -> [SQL] {
        var statements: [SQL] = []
        if !fold.persons.isEmpty { statements.append(persons(inOrder(fold.persons))) }
        if !fold.posts.isEmpty { statements.append(posts(inOrder(fold.posts))) }
        if !fold.postEnds.isEmpty {
            statements.append(ends("post", "employment_id", inOrder(fold.postEnds)))
        }
        if !fold.levels.isEmpty { statements.append(levels(inOrder(fold.levels))) }
        if !fold.levelEnds.isEmpty {
            statements.append(ends("key_level", "award_id", inOrder(fold.levelEnds)))
        }
        if !fold.categories.isEmpty { statements.append(categories(inOrder(fold.categories))) }
        return statements
    }

    private func persons(_ rows: [(key: UUID, value: StaffFold.PersonPatch)]) -> SQL {
        """
        INSERT INTO \(raw: schema).person (person_id, withdrawn, districts) \
        SELECT u.id, u.withdrawn, string_to_array(u.districts, ',') \
        FROM unnest(\(rows.map(\.key))::uuid[], \(rows.map(\.value.isWithdrawn))::boolean[], \
        \(rows.map(\.value.districts))::text[]) AS u(id, withdrawn, districts) \
        ON CONFLICT (person_id) DO UPDATE SET withdrawn = excluded.withdrawn, \
        districts = excluded.districts
        """
    }

    private func posts(_ rows: [(key: UUID, value: StaffFold.PostPatch)]) -> SQL {
        """
        INSERT INTO \(raw: schema).post (employment_id, person_id, school_id, kind, post, \
        subject, stage, starts_on, ends_on, school_since, districts) \
        SELECT u.id, u.person, u.school, u.kind, u.post, u.subject, u.stage, u.starts_on::date, \
        u.ends_on::date, u.since::date, string_to_array(u.districts, ',') \
        FROM unnest(\(rows.map(\.key))::uuid[], \(rows.map(\.value.person))::uuid[], \
        \(rows.map(\.value.school))::uuid[], \(rows.map(\.value.kind))::text[], \
        \(rows.map(\.value.post))::text[], \(rows.map(\.value.subject))::text[], \
        \(rows.map(\.value.stage))::text[], \(rows.map(\.value.from))::text[], \
        \(rows.map(\.value.until))::text[], \(rows.map(\.value.schoolSince))::text[], \
        \(rows.map(\.value.districts))::text[]) \
        AS u(id, person, school, kind, post, subject, stage, starts_on, ends_on, since, districts) \
        ON CONFLICT (employment_id) DO UPDATE SET school_id = excluded.school_id, \
        kind = excluded.kind, post = excluded.post, subject = excluded.subject, \
        stage = excluded.stage, starts_on = excluded.starts_on, ends_on = excluded.ends_on, \
        school_since = excluded.school_since, districts = excluded.districts
        """
    }

    private func levels(_ rows: [(key: UUID, value: StaffFold.LevelPatch)]) -> SQL {
        """
        INSERT INTO \(raw: schema).key_level (award_id, person_id, level, starts_on, ends_on, \
        districts) SELECT u.id, u.person, u.level, u.starts_on::date, u.ends_on::date, \
        string_to_array(u.districts, ',') \
        FROM unnest(\(rows.map(\.key))::uuid[], \(rows.map(\.value.person))::uuid[], \
        \(rows.map(\.value.level))::text[], \(rows.map(\.value.from))::text[], \
        \(rows.map(\.value.until))::text[], \(rows.map(\.value.districts))::text[]) \
        AS u(id, person, level, starts_on, ends_on, districts) \
        ON CONFLICT (award_id) DO UPDATE SET level = excluded.level, \
        starts_on = excluded.starts_on, ends_on = excluded.ends_on, districts = excluded.districts
        """
    }

    private func categories(_ rows: [(key: UUID, value: StaffFold.CategoryPatch)]) -> SQL {
        """
        INSERT INTO \(raw: schema).category (designation_id, school_id, value, stage, starts_on, \
        ends_on, districts) SELECT u.id, u.school, u.value, u.stage, u.starts_on::date, \
        u.ends_on::date, string_to_array(u.districts, ',') \
        FROM unnest(\(rows.map(\.key))::uuid[], \(rows.map(\.value.school))::uuid[], \
        \(rows.map(\.value.value))::text[], \(rows.map(\.value.stage))::text[], \
        \(rows.map(\.value.from))::text[], \(rows.map(\.value.until))::text[], \
        \(rows.map(\.value.districts))::text[]) \
        AS u(id, school, value, stage, starts_on, ends_on, districts) \
        ON CONFLICT (designation_id) DO UPDATE SET value = excluded.value, \
        stage = excluded.stage, starts_on = excluded.starts_on, ends_on = excluded.ends_on, \
        districts = excluded.districts
        """
    }

    private func ends(_ table: String, _ key: String, _ rows: [(key: UUID, value: String)]) -> SQL {
        """
        UPDATE \(raw: schema).\(raw: table) t SET ends_on = u.ends_on::date \
        FROM unnest(\(rows.map(\.key))::uuid[], \(rows.map(\.value))::text[]) AS u(id, ends_on) \
        WHERE t.\(raw: key) = u.id
        """
    }
}

/// The same order in every transaction, so that two never wait for each other in a circle.
private func inOrder<Patch>(_ patches: [UUID: Patch]) -> [(key: UUID, value: Patch)] {
    patches.sorted { $0.key.uuidString < $1.key.uuidString }
}
