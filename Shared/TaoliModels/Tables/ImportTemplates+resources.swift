extension ImportTemplates {
    /// What schools have for a school year, a row being one school in one stage: the seven resources
    /// of 教督〔2017〕6号, in all and not per student.
    package static let resources = TableTemplate(
        name: "resources", title: Wording("学校资源", "school resources"),
        columns: [schoolByName, stageAttended, studentsOnRoll] + amounts)

    /// Ids of the resources in the order of their columns, as packs name them.
    package static let resourceIDs = amounts.map(\.column.name)

    private static let studentsOnRoll = TemplateColumn(
        TableColumn("students", aliases: ["学生数", "在校学生数"]),
        Wording("该学段在校学生数。", "On roll in that stage."), example: "1200")

    private static let amounts = [
        amount("qualified_teachers", "高于规定学历教师数", "Teachers above the required degree", "50"),
        amount("key_teachers", "县级以上骨干教师数", "Key teachers of county level or above", "12"),
        amount("arts_sports_teachers", "体育、艺术专任教师数", "Teachers of sports and arts", "11"),
        amount("teaching_area", "教学及辅助用房面积", "Teaching rooms in square metres", "5400"),
        amount("sports_area", "体育运动场馆面积", "Sports grounds in square metres", "9000"),
        amount("equipment_value", "教学仪器设备值", "Equipment in yuan", "2400000"),
        amount("multimedia_rooms", "网络多媒体教室数", "Multimedia classrooms", "28"),
    ]

    private static func amount(
        _ id: String, _ chinese: String, _ english: String, _ example: String
    ) -> TemplateColumn {
        TemplateColumn(
            TableColumn(id, aliases: [chinese], isRequired: false),
            Wording("全校合计，不是生均；没有数据时留空。", "\(english), in all; empty without data."),
            example: example)
    }
}
