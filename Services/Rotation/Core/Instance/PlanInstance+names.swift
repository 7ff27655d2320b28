package import TaoliModels

extension PlanInstance {
    /// What a subject is called; one that no curriculum has stands as its file names it.
    package func subjectName(_ number: Int) -> Wording {
        let name = subjects[number]
        return Wording(TeachingSubject(rawValue: name)?.chinese ?? name, name)
    }
}
