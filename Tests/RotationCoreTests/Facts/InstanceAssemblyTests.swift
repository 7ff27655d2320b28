// Fixed texts that are dates and codes.
// swift-format-ignore-file: NeverForceUnwrap
import RotationCore
import TaoliModels
import Testing

@Suite("A year's instance, made from facts")
struct InstanceAssemblyTests {
    private let sketch = FactsSketch()

    private func says(_ value: String, of school: SchoolID, stage: Stage?) -> PlanningCategory {
        PlanningCategory(
            school: school, value: value, stage: stage,
            validity: Validity(from: CalendarDate("2026-01-01")!))
    }

    @Test("Where the bureau designated nothing, leads send and members receive")
    func byMembership() {
        let (instance, missing) = sketch.assembled(sketch.facts())
        #expect(missing == [])
        #expect(instance.sending == [sketch.lead])
        #expect(Set(instance.receiving) == [sketch.near, sketch.far])
        #expect(instance.schools.allSatisfy { $0.basis == .member })
    }

    @Test("The bureau designates strong and weak schools, by stage and day (decision 3)")
    func designated() {
        var facts = sketch.facts()
        facts.categories = [
            says("weak", of: sketch.lead, stage: nil),
            says("quality", of: sketch.lead, stage: .junior),
            says("quality", of: sketch.near, stage: .primary),
            says("quality", of: sketch.far, stage: .junior),
        ]
        let instance = sketch.assembled(facts).instance
        #expect(Set(instance.sending) == [sketch.lead, sketch.far])
        #expect(instance.receiving == [sketch.near])
        #expect(instance.schools.filter { $0.basis == .designated }.count == 2)
        facts.categories = [
            PlanningCategory(
                school: sketch.far, value: "quality", stage: .junior,
                validity: Validity(
                    from: CalendarDate("2025-01-01")!, until: CalendarDate("2026-09-01")!))
        ]
        #expect(sketch.assembled(facts).instance.sending == [sketch.lead])
    }

    @Test(
        "A school called weak and later quality sends, by the newest word, and one of them is to end"
    )
    func newestWord() {
        var facts = sketch.facts()
        let words = [
            PlanningCategory(
                school: sketch.near, value: "weak", stage: .junior,
                validity: Validity(from: CalendarDate("2020-09-01")!)),
            says("quality", of: sketch.near, stage: .junior),
        ]
        for categories in [words, words.reversed()] {
            facts.categories = categories
            let (instance, missing) = sketch.assembled(facts)
            #expect(Set(instance.sending) == [sketch.lead, sketch.near])
            #expect(missing.contains { $0.english.contains("both quality and weak: 近校") })
        }
        facts.categories = [words[1], says("weak", of: sketch.near, stage: nil)]
        #expect(!sketch.assembled(facts).missing.contains { $0.english.contains("both") })
    }

    @Test("The same facts in another order give the same instance")
    func order() {
        let facts = sketch.facts()
        var other = facts
        other.members.reverse()
        other.posts.reverse()
        other.levels.reverse()
        other.inputs.places.reverse()
        other.inputs.ways.reverse()
        #expect(sketch.assembled(other).instance == sketch.assembled(facts).instance)
    }

    @Test("Years decide who is eligible, and what the bureau recorded goes before")
    func eligibility() {
        var facts = sketch.facts(teachers: 4, keys: 0)
        let fresh = PersonID(.version7())
        facts.posts.append(sketch.post(fresh, subject: "english", since: "2021-09-01"))
        func isEligible(_ person: PersonID) -> Bool? {
            sketch.assembled(facts).instance.teachers
                .first { $0.id == person.description }?.isEligible
        }
        func say(_ eligible: Bool?, retires: Int?) {
            facts.inputs.teachers = [
                TeacherInput(
                    person: fresh, isEligible: eligible, isInHardship: false, willing: 0,
                    yearsToRetirement: retires, wishes: [])
            ]
        }
        #expect(isEligible(fresh) == false)
        say(true, retires: nil)
        #expect(isEligible(fresh) == true)
        let old = facts.posts[0].person
        #expect(isEligible(old) == true)
        facts.inputs.teachers = [
            TeacherInput(
                person: old, isEligible: nil, isInHardship: true, willing: -1,
                yearsToRetirement: 2, wishes: [sketch.far])
        ]
        #expect(isEligible(old) == false)
    }

    @Test("Leaders, support staff and teachers of other stages are not planned")
    func others() {
        var facts = sketch.facts(teachers: 4, keys: 0)
        let before = sketch.assembled(facts).instance.teachers.count
        facts.posts += [
            sketch.post(PersonID(.version7()), subject: "english", as: .principal),
            sketch.post(PersonID(.version7()), subject: ""),
            sketch.post(PersonID(.version7()), subject: "english", stage: .primary),
            // At a school of two stages nobody knows which one.
            sketch.post(PersonID(.version7()), subject: "english", stage: nil, at: sketch.near),
        ]
        #expect(sketch.assembled(facts).instance.teachers.count == before)
        facts.posts.append(sketch.post(PersonID(.version7()), subject: "english", stage: nil))
        #expect(sketch.assembled(facts).instance.teachers.count == before + 1)
    }

    @Test("Who is away is not eligible, and guests from outside the group take places")
    func serving() {
        var facts = sketch.facts(teachers: 4, keys: 0)
        let away = facts.posts[0].person
        let stay = Validity(from: CalendarDate("2025-09-01")!, until: CalendarDate("2028-09-01")!)
        facts.serving = [
            ServingStay(person: away, receiving: sketch.near, validity: stay),
            ServingStay(person: PersonID(.version7()), receiving: sketch.far, validity: stay),
            ServingStay(
                person: PersonID(.version7()), receiving: sketch.far,
                validity: Validity(
                    from: CalendarDate("2023-09-01")!, until: CalendarDate("2026-09-01")!)),
        ]
        let instance = sketch.assembled(facts).instance
        let teacher = instance.teachers.first { $0.id == away.description }
        #expect(teacher?.isEligible == false)
        #expect(teacher?.awayAt == sketch.near.description)
        #expect(instance.schools.first { $0.id == sketch.far.description }?.places == 5)
        #expect(instance.schools.first { $0.id == sketch.near.description }?.places == 6)
    }

    @Test("What is missing is named: sides, places, ways, eligible teachers")
    func missing() {
        var facts = sketch.facts()
        facts.inputs.places.removeLast()
        facts.inputs.ways.removeLast()
        let found = sketch.assembled(facts).missing
        #expect(found.count == 2)
        #expect(found.contains { $0.english.contains("远校") && $0.english.contains("places") })
        #expect(found.contains { $0.english.contains("every receiving school: 20") })
        var alone = sketch.facts()
        alone.members = [alone.members[0]]
        #expect(
            sketch.assembled(alone).missing.contains { $0.english.contains("No school receives") })
        var weak = sketch.facts()
        weak.members = Array(weak.members.dropFirst())
        #expect(sketch.assembled(weak).missing.contains { $0.english.contains("No school sends") })
        var young = sketch.facts(teachers: 0)
        young.posts = [sketch.post(PersonID(.version7()), subject: "english", since: "2025-09-01")]
        #expect(sketch.assembled(young).missing.contains { $0.english.contains("No teacher") })
    }

    @Test("A teacher's own way goes before that of the school")
    func ways() {
        var facts = sketch.facts(teachers: 2, keys: 0)
        let person = facts.posts[0].person
        facts.inputs.ways.append(
            WayInput(owner: .person(person), to: sketch.near, minutes: 55, extraMinutes: 40))
        let teacher = sketch.assembled(facts).instance.teachers
            .first { $0.id == person.description }
        let minutes = Dictionary(
            (teacher?.ways ?? []).map { ($0.to, $0.minutes) }, uniquingKeysWith: { $1 })
        #expect(minutes == [sketch.near.description: 55, sketch.far.description: 30])
    }
}
