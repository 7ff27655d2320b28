extension ImportTemplates {
    /// Persons with their main posts, a row being one person.
    package static let staff = TableTemplate(
        name: "staff", title: Wording("教职工", "staff"), columns: person + post + years)

    private static let person = [
        TemplateColumn(
            TableColumn("name", aliases: ["姓名"]),
            Wording("与证件一致，间隔号写“·”。", "As in the document."), example: "张三"),
        TemplateColumn(
            TableColumn("number", aliases: ["证件号码", "身份证号", "身份证件号码"]),
            Wording(
                "设为文本后填写；加密保存，查重时不解密。",
                "Kept encrypted; the cell must be text."), example: "110101190001010014"),
        TemplateColumn(
            TableColumn("document", aliases: ["证件类型"], isRequired: false),
            Wording("留空为居民身份证。", "Empty: resident identity card."),
            choices: choices(IdentityDocument.self, \.chinese),
            example: IdentityDocument.residentCard.chinese),
        TemplateColumn(
            TableColumn("phone", aliases: ["电话", "手机", "联系电话"], isRequired: false),
            Wording("可留空；加密保存。", "May be empty; kept encrypted."), example: ""),
    ]

    private static let post = [
        TemplateColumn(
            TableColumn("school_code", aliases: ["学校标识码", "学校编号"], isRequired: false),
            Wording("学校表中的编号；与学校名称填一项即可。", "Id or name of the school, one of the two."),
            example: "GZ-0001"),
        TemplateColumn(
            TableColumn("school", aliases: ["学校", "学校名称"], isRequired: false),
            Wording("学校全称。", "Full name of the school."), example: "桃李小学"),
        TemplateColumn(
            TableColumn("post", aliases: ["岗位"]), Wording("主岗。", "The main post."),
            choices: choices(StaffPost.self, \.chinese), example: StaffPost.teacher.chinese),
        TemplateColumn(
            TableColumn("subject", aliases: ["学科", "任教学科"], isRequired: false),
            Wording("选填；教师尽量填写。", "May be empty; wanted for teachers."),
            choices: choices(TeachingSubject.self, \.chinese),
            example: TeachingSubject.chineseLanguage.chinese),
        TemplateColumn(
            TableColumn("stage", aliases: ["学段", "任教学段"], isRequired: false),
            Wording("任教的学段。", "The stage taught."),
            choices: choices(Stage.self, \.chinese), example: Stage.primary.chinese),
        TemplateColumn(
            TableColumn("key_level", aliases: ["骨干级别"], isRequired: false),
            Wording("没有时留空。", "Empty without one."),
            choices: choices(KeyTeacherLevel.self, \.chinese), example: ""),
        TemplateColumn(
            TableColumn("title", aliases: ["职称"], isRequired: false),
            Wording("没有时留空。", "Empty without one."),
            choices: choices(TeacherTitle.self, \.chinese), example: ""),
        TemplateColumn(
            TableColumn("principal_grade", aliases: ["校长职级"], isRequired: false),
            Wording("只有校长填写。", "Principals only."),
            choices: choices(PrincipalGrade.self, \.chinese), example: ""),
    ]

    private static let years = [
        TemplateColumn(
            TableColumn("working_since", aliases: ["参加工作年月"], isRequired: false), month,
            example: "2012-08"),
        TemplateColumn(
            TableColumn("teaching_since", aliases: ["任教年月", "从教年月"], isRequired: false), month,
            example: "2012-08"),
        TemplateColumn(
            TableColumn("school_since", aliases: ["入校年月"], isRequired: false), month,
            example: "2019-09"),
        TemplateColumn(
            TableColumn("channel", aliases: ["招聘渠道", "进入渠道"], isRequired: false),
            Wording("可留空。", "May be empty."),
            choices: choices(RecruitmentChannel.self, \.chinese), example: ""),
    ]

    private static let month = Wording("年月或日期，如 2019-09。", "A month or a day, e.g. 2019-09.")

    private static func choices<Code: CaseIterable & RawRepresentable<String>>(
        _: Code.Type, _ chinese: (Code) -> String
    ) -> [Wording] {
        Code.allCases.map { Wording(chinese($0), $0.rawValue) }
    }
}
