/// Lists of codes as people read them.
enum CodeWords {
    /// Codes in Chinese where there is a word for them, in English as they are.
    static func list(
        _ codes: [String], _ chinese: [String: String], in language: Language
    ) -> String {
        language == .zh
            ? codes.map { chinese[$0] ?? $0 }.joined(separator: "、")
            : codes.joined(separator: ", ")
    }
}
