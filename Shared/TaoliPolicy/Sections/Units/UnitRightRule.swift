package import TaoliModels

/// Something that a grade opens to a unit, and that ends with the grade (SH-18).
package struct UnitRightRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// In the words of the system.
    package let name: Wording
    /// The grades that open it.
    package let grades: [String]
    /// What a lead school must be designated besides; `nil` when nothing is asked.
    package let leadCategory: String?
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        name = reader.wording("name")
        grades = reader.texts("grades")
        leadCategory = reader.optionalText("lead_category")
        source = reader.source()
        if grades.isEmpty {
            reader.problem(
                "grades", showing: ["grades"], Wording("没有写明由哪一级开启。", "No grade opens it."),
                fix: Wording("写 grades: [编号]。", "Write grades: with an id of units.grades."))
        }
    }
}

/// What a bureau may designate a school, e.g. 新建, 相对薄弱, 优质 (XN-1, SH-3).
package struct SchoolCategoryRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// In the words of the system.
    package let name: Wording
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        name = reader.wording("name")
        source = reader.source()
    }
}
