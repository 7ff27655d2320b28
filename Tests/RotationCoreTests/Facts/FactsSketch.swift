// Fixed texts that are dates and codes.
// swift-format-ignore-file: NeverForceUnwrap
import RotationCore
import TaoliModels

/// A group with one lead and two members at a stage, and teachers at the lead.
struct FactsSketch {
    let group = GroupID(.version7())
    let lead = SchoolID(.version7())
    let near = SchoolID(.version7())
    let far = SchoolID(.version7())
    let year = SchoolYear(startYear: 2026)
    let day = CalendarDate("2026-09-01")!

    var names: [SchoolID: String] { [lead: "牵头校", near: "近校", far: "远校"] }

    /// Twenty teachers of four subjects at the lead, eight of them key teachers, with places and
    /// ways; a post is open at the near school.
    func facts(teachers: Int = 20, keys: Int = 8) -> PlanningFacts {
        var facts = PlanningFacts(stage: .junior, year: year, on: day)
        facts.members = [
            PlanningMember(school: lead, isLead: true, stages: [.junior]),
            PlanningMember(school: near, isLead: false, stages: [.primary, .junior]),
            PlanningMember(school: far, isLead: false, stages: [.junior]),
        ]
        let subjects = ["chinese", "mathematics", "english", "physics"]
        for number in 0..<teachers {
            let person = PersonID(.version7())
            facts.posts.append(post(person, subject: subjects[number % 4]))
            if number < keys {
                facts.levels.append(
                    PlanningLevel(
                        person: person, level: .keyTeacher,
                        validity: Validity(from: CalendarDate("2020-01-01")!)))
            }
        }
        for school in [near, far] {
            facts.inputs.places.append(
                PlacesInput(school: school, stage: .junior, places: 6, isTeamAsked: false))
            facts.inputs.ways.append(
                WayInput(owner: .school(lead), to: school, minutes: 30, extraMinutes: 10))
        }
        facts.inputs.needs = [
            NeedInput(school: near, stage: .junior, subject: "chinese", posts: 1, weight: 3)
        ]
        return facts
    }

    func post(
        _ person: PersonID, subject: String, stage: Stage? = .junior, since: String = "2015-09-01",
        at school: SchoolID? = nil, as post: StaffPost = .teacher
    ) -> PlanningPost {
        PlanningPost(
            person: person, school: school ?? lead, post: post, subject: subject, stage: stage,
            validity: Validity(from: CalendarDate("2015-09-01")!),
            schoolSince: CalendarDate(since)!)
    }

    func assembled(_ facts: PlanningFacts) -> (instance: RecordedInstance, missing: [Wording]) {
        var assembly = InstanceAssembly(facts, .shanghai)
        let instance = assembly.assemble(group, names: names)
        return (instance, assembly.missing)
    }

    func problem(_ facts: PlanningFacts) throws -> RecordedProblem {
        try RecordedProblem(assembled(facts).instance, .shanghai, names: names)
    }
}
