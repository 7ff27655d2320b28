/// The subjects of a stage and their shares of its teachers, as in the shared instances.
struct Curriculum: Equatable {
    /// A subject and its share.
    struct Subject: Equatable {
        let name: String
        let share: Double
    }

    let name: String
    let subjects: [Subject]

    static let primary = Curriculum(
        name: "primary",
        subjects: [
            Subject(name: "chinese", share: 0.316), Subject(name: "math", share: 0.25),
            Subject(name: "english", share: 0.122), Subject(name: "pe", share: 0.095),
            Subject(name: "art", share: 0.06), Subject(name: "science", share: 0.059),
            Subject(name: "music", share: 0.057), Subject(name: "it", share: 0.041),
        ])

    static let junior = Curriculum(
        name: "junior",
        subjects: [
            Subject(name: "english", share: 0.169), Subject(name: "chinese", share: 0.167),
            Subject(name: "math", share: 0.165), Subject(name: "physics", share: 0.083),
            Subject(name: "pe", share: 0.07), Subject(name: "civics", share: 0.069),
            Subject(name: "history", share: 0.057), Subject(name: "chemistry", share: 0.051),
            Subject(name: "geography", share: 0.048), Subject(name: "biology", share: 0.047),
            Subject(name: "music", share: 0.031), Subject(name: "it", share: 0.022),
            Subject(name: "art", share: 0.021),
        ])

    /// The subject at a place between 0 and 1.
    func draw(_ place: Double) -> String {
        var sum = 0.0
        for subject in subjects {
            sum += subject.share
            if place < sum { return subject.name }
        }
        return subjects[0].name
    }
}
