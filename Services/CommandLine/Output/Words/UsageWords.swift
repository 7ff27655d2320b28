/// What is wrong with a command line, in Chinese, before the parser's own text.
enum UsageWords {
    /// By how the parser begins; the first that fits decides.
    private static let kinds: [(english: String, chinese: String)] = [
        ("Missing value for", "选项缺少值"), ("Missing expected argument", "缺少必需的参数或选项"),
        ("Missing one of", "缺少必需的参数或选项"), ("Unknown option", "没有这个选项"),
        ("Unexpected argument", "多出的参数，或没有这个命令"), ("The value ", "选项或参数的值不正确"),
        ("Value to be set", "选项重复或互相冲突"),
    ]

    /// A line that says so, with where to look.
    static func chinese(_ text: String) -> String {
        let what = kinds.first { text.contains("Error: " + $0.english) }?.chinese ?? "不符合用法"
        return "taoli：命令行有误：\(what)。用 --help 查看用法。"
    }
}
