extension ImportTemplates {
    /// The tables that evaluation takes, in the order in which they depend on one another.
    package static let evaluation = [rolls, results, answers, resources]

    /// Students of a school year, a row being one student.
    package static let rolls = TableTemplate(
        name: "rolls", title: Wording("学生名册", "students"),
        columns: [student, schoolByName, stageAttended])

    /// Results of a school year, a row being one student in one subject.
    package static let results = TableTemplate(
        name: "results", title: Wording("学生成绩", "results"),
        columns: [student, schoolByName, stageAttended] + result)

    /// Answers on paper, a row being one answer.
    package static let answers = TableTemplate(
        name: "answers", title: Wording("满意度答卷", "survey answers"),
        columns: [
            TemplateColumn(
                TableColumn("token", aliases: ["答卷编码", "编码"]),
                Wording("答卷上的编码，每个只答一次。", "As on the sheet; each answers once."),
                example: "K7QF-2M9X-4T6B-W3RD"),
            TemplateColumn(
                TableColumn("answer", aliases: ["答案", "满意度"]),
                Wording("1（很不满意）到 5（很满意）。", "1 (not at all) to 5 (very)."), example: "5"),
        ])

    private static let student = TemplateColumn(
        TableColumn("student", aliases: ["学生编号", "学籍号"]),
        Wording(
            "同一学生各表相同；只存加密摘要。",
            "The same for a student in every file; only a keyed digest is kept."),
        example: "S2024000001")

    /// A school by its name or id, as evaluation's tables have it.
    static let schoolByName = TemplateColumn(
        TableColumn("school", aliases: ["学校", "学校名称"]),
        Wording("学校或校区全称，或学校编号。", "Full name of the school or site, or the school's id."),
        example: "桃李小学")

    /// The stage that a row is about.
    static let stageAttended = TemplateColumn(
        TableColumn("stage", aliases: ["学段"]), Wording("就读的学段。", "The stage attended."),
        choices: Stage.allCases.map { Wording($0.chinese, $0.rawValue) },
        example: Stage.primary.chinese)

    private static let result = [
        TemplateColumn(
            TableColumn("subject", aliases: ["学科", "科目"]),
            Wording("各校写法要一致。", "Written the same for all schools."), example: "数学"),
        TemplateColumn(
            TableColumn("score", aliases: ["成绩", "分数"]),
            Wording("0 到 1500，最多两位小数；缺考留空。", "0 to 1500, two decimals; empty if absent."),
            example: "86.5"),
        TemplateColumn(
            TableColumn("prior", aliases: ["前测", "入学成绩"], isRequired: false),
            Wording("用于增值；没有时留空。", "For value added; empty without one."), example: "80"),
        TemplateColumn(
            TableColumn("passed", aliases: ["合格"], isRequired: false),
            Wording("监测认定的合格：是或否。", "As the monitoring says."),
            choices: [Wording("是", "yes"), Wording("否", "no")], example: "是"),
        TemplateColumn(
            TableColumn("absence", aliases: ["缺考原因"], isRequired: false),
            Wording("成绩留空时：有因写“有因”，否则留空。", "Without a score: excused, or empty."),
            choices: [Wording("有因", "excused")], example: ""),
    ]
}
