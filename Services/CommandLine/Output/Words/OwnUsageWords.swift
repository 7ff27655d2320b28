/// What our own checks of a command line say, in Chinese, by a part of the English text.
enum OwnUsageWords {
    /// The first whose English part the message has counts.
    static let all: [(english: String, chinese: String)] = people + forms + records + operations

    private static let people: [(english: String, chinese: String)] = [
        ("--role and --unit belong together.", "--role 与 --unit 须一起给出"),
        ("A person has a password, not a key file.", "人员账号用密码，不用密钥文件"),
        ("A program needs --key-file", "程序账号须用 --key-file 指明写入密钥的文件"),
        ("A program has a key file, not a password.", "程序账号用密钥文件，不用密码"),
        ("Accounts cannot be services.", "账号不能是服务"),
        ("Name --person or --office, not both.", "--person 与 --office 只能给其一"),
        ("Name --person or --school, not both.", "--person 与 --school 只能给其一"),
        ("Name who is placed.", "请指明派谁"),
        ("Name a teacher with --without.", "请用 --without 指明一位教师"),
    ]

    private static let forms: [(english: String, chinese: String)] = [
        ("' is not a date of the form YYYY-MM-DD.", "日期应写成 2026-09-01"),
        ("' is no date like 2025-06-30.", "日期应写成 2025-06-30"),
        ("' is not a unit: ", "单位应写成 city/代码、district/代码、group/编号 或 school/编号"),
        ("' is not an id (36 characters).", "编号应为 36 个字符"),
        ("' is none of ", "不在可选的值之中"),
        ("' is not a school year such as 2026-2027.", "学年应写成 2026-2027"),
        ("' is no school year such as 2026-2027.", "学年应写成 2026-2027"),
        ("' is no year like 2024-2025 or 2024.", "年度应写成 2024-2025 或 2024"),
        ("' is not FAVOUR/AGAINST/ABSTAINED", "票数应写成 赞成/反对/弃权，例如 7/1/0"),
        ("' is not MEMBERS/PRESENT/IN-FAVOUR", "票数应写成 应到/实到/赞成，例如 9/8/7"),
        ("' is not of the form NAME=TEXT.", "应写成 名称=内容"),
        ("' is not of the form name=value.", "应写成 名称=值"),
        ("' is not of the form A=B.", "应写成 A=B"),
        ("' is not ID=NAME, e.g. lead=", "应写成 编号=名称，例如 lead=桃李小学"),
        ("' is not NAME=LEAD", "应写成 名称=牵头校[+牵头校…][,成员校…]"),
        ("' is no amount in yuan", "金额应为大于 0 的元数，例如 1200 或 1200.50"),
        ("' is no limit such as 0.50.", "上限应写成 0.50 的样子"),
        ("' is no share such as 50% or 1/2.", "比例应写成 50% 或 1/2"),
        ("' is nobody that is appraised.", "没有这种考核对象"),
        ("--share is 1 to 100.", "--share 应为 1 至 100"),
        ("Write --quiet as 21:00-08:00, or none.", "--quiet 应写成 21:00-08:00 或 none"),
    ]

    private static let records: [(english: String, chinese: String)] = [
        ("Founding needs --name, --district and --lead.", "组建须给出 --name、--district 和 --lead"),
        ("recommend needs --person and --post.", "推荐须给出 --person 和 --post"),
        (" needs --group and --site.", "该事项须给出 --group 和 --site"),
        ("Give --ballot for each, or --tally.", "请逐人给出 --ballot，或给出 --tally"),
        ("Name one of --group, --school and --unit.", "--group、--school、--unit 须给出其一"),
        ("Name --school or --resolution, not both.", "--school 与 --resolution 只能给其一"),
        ("Give a table, or --renew, or both.", "请给出表格或 --renew"),
        ("A group needs at least one --lead.", "集团至少要有一个 --lead"),
        ("A new group needs at least one --lead.", "新集团至少要有一个 --lead"),
        ("Give one of --into and --into-new.", "--into 与 --into-new 须给出其一"),
        ("Give --school-year, or --from and --until.", "请给出 --school-year，或 --from 和 --until"),
        ("Name a plan, --placement or --team", "请给出方案、--placement、--team 之一"),
        ("Give files to record, or --stage", "请给出要登记的文件，或用 --stage 查看缺什么"),
        ("Name a pack or --district", "请给出政策包，或用 --district 给出区，二者择一"),
        ("--function and --school-year go with", "--function、--school-year 只与 --district 同用"),
        ("--kind is missing.", "缺少 --kind"),
        ("The file is missing.", "缺少要导入的文件"),
        ("A job keeps its --kind and --effective", "任务沿用原来的 --kind 和 --effective，不必再给"),
        ("--report needs the file.", "--report 须同时给出导入的文件"),
        ("--format xlsx and --output FILE go", "--format xlsx 须与 --output 文件 同用"),
        ("--service is registry or evaluation.", "--service 只能是 registry 或 evaluation"),
        ("Give either --email or --webhook.", "--email 与 --webhook 须给出其一"),
        ("--secret-file goes with --webhook.", "--secret-file 只与 --webhook 同用"),
    ]

    private static let operations: [(english: String, chinese: String)] = [
        ("Give either TYPE/ID or --event.", "类型/编号 与 --event 须给出其一"),
        ("--reason is needed.", "须用 --reason 说明理由"),
        ("Use either --switch or --abandon.", "--switch 与 --abandon 只能给其一"),
        ("Give either --topic or --aggregate.", "--topic 与 --aggregate 须给出其一"),
        ("--from and --through go with --topic.", "--from、--through 只与 --topic 同用"),
        ("--from begins at 1 and is not above", "--from 从 1 起，且不大于 --through"),
        ("--follow never ends", "--follow 不会结束，不能写成工作簿"),
        ("Use either --from or --last.", "--from 与 --last 只能给其一"),
        ("--from begins at 1.", "--from 从 1 起"),
        ("--last is 1 to 1000.", "--last 应为 1 至 1000"),
        ("--wait is 0 to 3600.", "--wait 应为 0 至 3600"),
        ("--patience is 1 to 86400 seconds.", "--patience 应为 1 至 86400 秒"),
        ("Name at least one --prior.", "至少要给出一个 --prior"),
        ("Name the page to write: --output FILE.", "请用 --output 文件 指明要写的页面"),
        ("The report is a page: no xlsx.", "报告是网页，不能写成 xlsx"),
        ("--freeze needs --cycle.", "--freeze 须同时给出 --cycle"),
        ("--greedy goes with no other decision.", "--greedy 不能与其他决定同用"),
        ("--limit must be above 0.", "--limit 须大于 0"),
        ("--threads must be from 1 to 256.", "--threads 应为 1 至 256"),
    ]
}
