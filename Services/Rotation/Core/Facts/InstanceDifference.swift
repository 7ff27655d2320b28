package import TaoliModels

/// What has changed between the facts that a plan was solved on and those of today, worded for
/// people: schools by name, teachers by id.
package enum InstanceDifference {
    /// Empty when nothing changed.
    package static func changes(
        from old: RecordedInstance, to new: RecordedInstance, names: [SchoolID: String]
    ) -> [Wording] {
        if old == new { return [] }
        return schools(old, new, names) + teachers(old, new) + needs(old, new, names)
    }

    /// Somebody who does not work at the school any more.
    package static func gone(_ teacher: PersonID) -> Wording { gone(teacher.description) }

    /// Somebody whom another plan sends meanwhile.
    package static func placed(_ teacher: PersonID) -> Wording { placed(teacher.description) }

    private static func gone(_ id: String) -> Wording {
        Wording("教师 \(id) 已不在", "teacher \(id) is gone")
    }

    private static func placed(_ id: String) -> Wording {
        Wording("教师 \(id) 已另行派出", "teacher \(id) is placed elsewhere by now")
    }

    private static func name(_ id: String, _ names: [SchoolID: String]) -> String {
        SchoolID(id).flatMap { names[$0] } ?? id
    }

    private static func schools(
        _ old: RecordedInstance, _ new: RecordedInstance, _ names: [SchoolID: String]
    ) -> [Wording] {
        let (before, after) = (byID(old.schools, \.id), byID(new.schools, \.id))
        return Set(before.keys).union(after.keys).sorted().compactMap { id in
            let name = name(id, names)
            guard let then = before[id] else {
                return Wording("新增学校 \(name)", "school \(name) came in")
            }
            guard let now = after[id] else {
                return Wording("学校 \(name) 已退出", "school \(name) is out")
            }
            if then.isStrong != now.isStrong {
                return Wording(
                    "学校 \(name) 的派出/接收身份已变", "school \(name) changed between sending and receiving"
                )
            }
            if then.places != now.places || then.isTeamAsked != now.isTeamAsked {
                return Wording(
                    "学校 \(name) 的名额由 \(then.places) 变为 \(now.places)",
                    "places of \(name): \(then.places), now \(now.places)")
            }
            return nil
        }
    }

    private static func teachers(_ old: RecordedInstance, _ new: RecordedInstance) -> [Wording] {
        let (before, after) = (byID(old.teachers, \.id), byID(new.teachers, \.id))
        return Set(before.keys).union(after.keys).sorted().compactMap { id in
            guard let then = before[id] else {
                return Wording("新增教师 \(id)", "teacher \(id) came in")
            }
            guard let now = after[id] else {
                return gone(id)
            }
            if then == now { return nil }
            if then.awayAt == nil, now.awayAt != nil {
                return placed(id)
            }
            if then.school != now.school {
                return Wording("教师 \(id) 已调动", "teacher \(id) changed schools")
            }
            if then.isEligible != now.isEligible {
                return Wording(
                    "教师 \(id) 现\(now.isEligible ? "可" : "不可")交流",
                    "teacher \(id) is \(now.isEligible ? "eligible" : "not eligible") now")
            }
            if then.isKey != now.isKey {
                return Wording(
                    "教师 \(id) 现\(now.isKey ? "" : "不")是骨干",
                    "teacher \(id) is \(now.isKey ? "a" : "no") key teacher now")
            }
            return Wording(
                "教师 \(id) 的情况、志愿或通勤已变",
                "circumstances, wishes or ways of teacher \(id) changed")
        }
    }

    private static func needs(
        _ old: RecordedInstance, _ new: RecordedInstance, _ names: [SchoolID: String]
    ) -> [Wording] {
        let changed = Set(old.needs).symmetricDifference(new.needs)
        return Set(changed.map(\.school)).sorted().map { id in
            let name = name(id, names)
            return Wording("学校 \(name) 的岗位需求已变", "posts that \(name) needs changed")
        }
    }

    private static func byID<Item>(_ items: [Item], _ id: (Item) -> String) -> [String: Item] {
        Dictionary(items.map { (id($0), $0) }, uniquingKeysWith: { first, _ in first })
    }
}
