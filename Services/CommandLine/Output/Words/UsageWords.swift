/// What is wrong with a command line, in Chinese, before the parser's own text.
enum UsageWords {
    /// By how the parser begins; the first that fits decides.
    private static let kinds: [(english: String, chinese: String)] = [
        ("Missing value for", "选项缺少值"), ("Missing expected argument", "缺少必需的参数或选项"),
        ("Missing one of", "缺少必需的参数或选项"), ("Unknown option", "没有这个选项"),
        ("Unexpected argument", "多出的参数，或没有这个命令"), ("The value ", "选项或参数的值不正确"),
        ("Value to be set", "选项重复或互相冲突"),
    ]

    /// A line that says so, with where to look, and what of the parser's text says more.
    static func chinese(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let error = lines.first { $0.hasPrefix("Error: ") } ?? ""
        let kind = kinds.first { error.hasPrefix("Error: " + $0.english) }?.chinese
        let own = OwnUsageWords.all.first { error.contains($0.english) }?.chinese
        let what = [kind, own].compactMap { $0 }.joined(separator: "：")
        let first = "taoli：命令行有误：\(what.isEmpty ? "不符合用法" : what)。用 --help 查看用法。"
        // Names of options and values stand in the parser's line alone.
        let isTold = kind == nil && own != nil && !error.contains(" is none of ")
        let rest = isTold ? lines.filter { !$0.hasPrefix("Error: ") } : lines
        return ([first] + rest.map(String.init)).joined(separator: "\n")
    }
}
