/// Groups that have to be planned together: connected by schools that belong to several of them.
package struct PlanUnit: Hashable, Sendable {
    /// Numbers of the groups, ascending; nearly always one.
    package let groups: [Int]
    /// Numbers of its schools, ascending.
    package let schools: [Int]
    /// Places in `PlanInstance.members`.
    package let members: [Int]
    /// Numbers of the teachers of its schools, ascending.
    package let teachers: [Int]

    /// The codes of its groups, joined by `+`.
    package func name(in instance: PlanInstance) -> String {
        groups.map { instance.groups[$0] }.joined(separator: "+")
    }

    /// Splits an instance into units that have nothing to do with one another.
    ///
    /// - Returns: in the order of their first groups.
    package static func split(_ instance: PlanInstance) -> [PlanUnit] {
        let root = roots(instance)
        var numbers: [Int: Int] = [:]
        var groups: [[Int]] = []
        for group in instance.groups.indices {
            if let number = numbers[root[group]] {
                groups[number].append(group)
            } else {
                numbers[root[group]] = groups.count
                groups.append([group])
            }
        }
        var unitOfSchool = [Int](repeating: -1, count: instance.schools.count)
        var members = [[Int]](repeating: [], count: groups.count)
        for (place, member) in instance.members.enumerated() {
            guard let unit = numbers[root[member.group]] else { continue }
            unitOfSchool[member.school] = unit
            members[unit].append(place)
        }
        var schools = [[Int]](repeating: [], count: groups.count)
        for (school, unit) in unitOfSchool.enumerated() where unit >= 0 {
            schools[unit].append(school)
        }
        var teachers = [[Int]](repeating: [], count: groups.count)
        for (number, teacher) in instance.teachers.enumerated() {
            let unit = unitOfSchool[Int(teacher.school)]
            if unit >= 0 { teachers[unit].append(number) }
        }
        return groups.indices.map {
            PlanUnit(
                groups: groups[$0], schools: schools[$0], members: members[$0],
                teachers: teachers[$0])
        }
    }

    /// For each group the smallest group that it is connected with.
    private static func roots(_ instance: PlanInstance) -> [Int] {
        var parent = Array(instance.groups.indices)
        func find(_ group: Int) -> Int {
            var place = group
            while parent[place] != place {
                parent[place] = parent[parent[place]]
                place = parent[place]
            }
            return place
        }
        var groupOfSchool = [Int?](repeating: nil, count: instance.schools.count)
        for member in instance.members {
            if let other = groupOfSchool[member.school] {
                let (left, right) = (find(other), find(member.group))
                parent[max(left, right)] = min(left, right)
            } else {
                groupOfSchool[member.school] = member.group
            }
        }
        return parent.indices.map(find)
    }
}
