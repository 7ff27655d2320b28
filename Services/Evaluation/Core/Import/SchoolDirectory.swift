package import TaoliModels

/// Schools by what files call them: an id, a school's name, or a site's.
package struct SchoolDirectory: Sendable {
    /// A school as files need it.
    package struct School: Hashable, Sendable {
        /// Names it.
        package let id: SchoolID
        /// Whose it is.
        package let district: DistrictCode
        /// Taught at any of its sites.
        package let stages: Set<Stage>

        package init(id: SchoolID, district: DistrictCode, stages: Set<Stage>) {
            self.id = id
            self.district = district
            self.stages = stages
        }
    }

    private let schools: [String: [School]]

    /// - Parameter schools: by each of their names and by their ids in lower case.
    package init(_ schools: [String: [School]]) { self.schools = schools }

    /// The school that a row names, when its importer may tell of it and it teaches that stage.
    ///
    /// - Parameters:
    ///   - place: of the school's column; the stage's is the next.
    ///   - scope: the importer's.
    /// - Throws: `unknown-school`, `ambiguous-school`, `other-district`, `unknown-stage`,
    ///   `stage-not-taught`.
    func school(
        _ row: TableRow, at place: Int = StudentColumn.school.rawValue, scope: DataScope
    ) throws(RowProblem) -> (School, Stage) {
        let named = schools[row[place]] ?? schools[row[place].lowercased()] ?? []
        guard let first = named.first else {
            throw row.problem(
                "unknown-school", at: place,
                Wording(
                    "没有这所学校；请写全称或学校编号，可用 taoli school list 查找。",
                    "There is no such school: write its full name or id; see taoli school list."))
        }
        let own = named.filter { scope.admits([$0.district]) }
        guard own.count <= 1 else {
            throw row.problem(
                "ambiguous-school", at: place,
                Wording("不止一所学校叫这个名字；请写学校编号。", "Several schools have this name; write the id."))
        }
        guard let school = own.first else {
            throw row.problem(
                "other-district", at: place,
                Wording(
                    "学校属于 \(first.district)；请由该区或市级人员导入。",
                    "The school is of \(first.district): that district or the city imports it."))
        }
        let stage = Stage.allCases.first {
            $0.rawValue == row[place + 1].lowercased() || $0.chinese == row[place + 1]
        }
        guard let stage else {
            throw row.problem(
                "unknown-stage", at: place + 1,
                Wording("学段应为学前、小学、初中或高中。", "A stage is preschool, primary, junior or senior."))
        }
        guard school.stages.contains(stage) else {
            throw row.problem(
                "stage-not-taught", at: place + 1,
                Wording("该校没有这个学段；请核对学校和学段。", "The school does not teach that stage."))
        }
        return (school, stage)
    }
}
