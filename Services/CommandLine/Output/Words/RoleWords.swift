import TaoliModels

/// Words for roles and for the units at which they are held.
enum RoleWords {
    static func role(_ key: String, in language: Language) -> String {
        language == .zh ? Role(rawValue: key)?.chinese ?? key : key
    }

    /// `district at district/440105`, as histories have it.
    static func place(_ text: String, in language: Language) -> String {
        guard language == .zh else { return text }
        let parts = text.split(separator: " at ").map(String.init)
        guard parts.count == 2 else { return role(text, in: .zh) }
        return "\(role(parts[0], in: .zh))（\(UnitWords.unit(parts[1]).chinese)）"
    }
}
