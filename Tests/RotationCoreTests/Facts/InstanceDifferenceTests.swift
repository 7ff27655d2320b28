import RotationCore
import TaoliModels
import Testing

@Suite("What has changed since a plan was solved")
struct InstanceDifferenceTests {
    private let sketch = FactsSketch()

    private func changes(_ change: (inout PlanningFacts) -> Void) -> [String] {
        let before = sketch.facts()
        var after = before
        change(&after)
        return InstanceDifference.changes(
            from: sketch.assembled(before).instance, to: sketch.assembled(after).instance,
            names: sketch.names
        ).map(\.english)
    }

    @Test("Nothing changed: nothing is said")
    func nothing() {
        #expect(changes { _ in } == [])
    }

    @Test("Schools: in, out, another part, other places, other posts")
    func schools() {
        #expect(changes { $0.members.removeLast() }.contains("school 远校 is out"))
        #expect(changes { $0.inputs.places[0] = places(9) } == ["places of 近校: 6, now 9"])
        #expect(changes { $0.inputs.needs = [] } == ["posts that 近校 needs changed"])
        let turned = changes { facts in
            facts.categories = [
                PlanningCategory(
                    school: sketch.far, value: "quality", stage: .junior,
                    validity: Validity(from: CalendarDate("2026-01-01")!))
            ]
        }
        #expect(turned.contains("school 远校 changed between sending and receiving"))
    }

    @Test("Teachers: gone, come, placed elsewhere, another level, other circumstances")
    func teachers() {
        #expect(changes { $0.posts.removeLast() }.map { $0.hasSuffix("is gone") } == [true])
        let came = changes { facts in
            facts.posts.append(sketch.post(PersonID(.version7()), subject: "english"))
        }
        #expect(came.map { $0.hasSuffix("came in") } == [true])
        let placed = changes { facts in
            facts.serving = [
                ServingStay(
                    person: facts.posts[0].person, receiving: sketch.near,
                    validity: Validity(from: CalendarDate("2026-09-01")!))
            ]
        }
        #expect(placed.map { $0.hasSuffix("is placed elsewhere by now") } == [true])
        let level = changes { $0.levels.removeLast() }
        #expect(level.map { $0.hasSuffix("is no key teacher now") } == [true])
        let eligible = changes { facts in
            facts.inputs.teachers = [input(facts.posts[0].person, isEligible: false)]
        }
        #expect(eligible.map { $0.hasSuffix("is not eligible now") } == [true])
        let wishes = changes { facts in
            facts.inputs.teachers = [input(facts.posts[0].person, isEligible: nil)]
        }
        #expect(wishes.map { $0.hasPrefix("circumstances, wishes or ways") } == [true])
    }

    private func places(_ count: Int) -> PlacesInput {
        PlacesInput(school: sketch.near, stage: .junior, places: count, isTeamAsked: false)
    }

    private func input(_ person: PersonID, isEligible: Bool?) -> TeacherInput {
        TeacherInput(
            person: person, isEligible: isEligible, isInHardship: true, willing: -1,
            yearsToRetirement: nil, wishes: [])
    }
}
