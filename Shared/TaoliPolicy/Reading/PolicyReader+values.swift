package import TaoliModels
import Yams

extension PolicyReader {
    /// Characters of one text.
    static let textMax = 500

    /// A text that must stand there; empty after a mistake.
    package func text(_ key: String) -> String {
        if let text = optionalText(key) { return text }
        if node(key) == nil { missing(key) }
        return ""
    }

    /// A text, or `nil` when the key is absent.
    package func optionalText(_ key: String) -> String? {
        guard let value = node(key) else { return nil }
        guard let text = value.scalar?.string, (1...PolicyReader.textMax).contains(text.count)
        else {
            wrongShape(
                key,
                Wording(
                    "应为 1 到 \(PolicyReader.textMax) 个字的文字。",
                    "A text of 1 to \(PolicyReader.textMax) characters is expected."))
            return nil
        }
        return text
    }

    /// Texts in a list; empty when the key is absent.
    package func texts(_ key: String) -> [String] {
        guard let value = node(key) else { return [] }
        guard let list = value.sequence else {
            wrongShape(key, Wording("应为列表，如 [a, b]。", "A list such as [a, b] is expected."))
            return []
        }
        let texts = list.compactMap(\.scalar?.string)
        if texts.count < list.count || texts.contains(where: { $0.count > PolicyReader.textMax }) {
            wrongShape(key, Wording("列表中只能写文字。", "The list holds texts only."))
        }
        return texts
    }

    /// A whole number within bounds that must stand there.
    package func integer(_ key: String, in bounds: ClosedRange<Int>) -> Int {
        guard let number = optionalInteger(key, in: bounds) else {
            if node(key) == nil { missing(key) }
            return bounds.lowerBound
        }
        return number
    }

    /// A whole number within bounds, or `nil` when the key is absent or wrong.
    package func optionalInteger(_ key: String, in bounds: ClosedRange<Int>) -> Int? {
        guard let value = node(key) else { return nil }
        guard let text = value.scalar?.string, let number = Int(text), bounds.contains(number)
        else {
            problem(
                key,
                Wording(
                    "“\(value.scalar?.string ?? "")”不是允许的整数。",
                    "'\(value.scalar?.string ?? "")' is not a whole number that is allowed."),
                fix: Wording(
                    "写 \(bounds.lowerBound) 到 \(bounds.upperBound) 的整数。",
                    "Write a whole number from \(bounds.lowerBound) to \(bounds.upperBound)."))
            return nil
        }
        return number
    }

    /// `true` or `false`.
    package func optionalFlag(_ key: String) -> Bool? {
        guard let value = node(key) else { return nil }
        guard let flag = value.scalar.flatMap({ Bool($0.string) }) else {
            wrongShape(key, Wording("应为 true 或 false。", "true or false is expected."))
            return nil
        }
        return flag
    }

    /// One of a kind's names that must stand there; the first kind after a mistake.
    package func choice<Kind>(_ key: String, of kind: Kind.Type = Kind.self) -> Kind
    where Kind: RawRepresentable<String> & CaseIterable {
        if let choice = optionalChoice(key, of: kind) { return choice }
        if node(key) == nil { missing(key) }
        return PolicyReader.placeholder()
    }

    /// One of a kind's names, or `nil` when the key is absent or wrong.
    package func optionalChoice<Kind>(_ key: String, of kind: Kind.Type = Kind.self) -> Kind?
    where Kind: RawRepresentable<String> & CaseIterable {
        optionalText(key).flatMap { named($0, at: key) }
    }

    /// Some of a kind's names; empty when the key is absent.
    package func choices<Kind>(_ key: String, of kind: Kind.Type = Kind.self) -> [Kind]
    where Kind: RawRepresentable<String> & CaseIterable {
        texts(key).compactMap { named($0, at: key) }
    }

    /// Both languages: `{zh: …, en: …}`.
    package func wording(_ key: String) -> Wording {
        guard node(key) != nil else {
            missing(key)
            return Wording("", "")
        }
        return optionalWording(key) ?? Wording("", "")
    }

    /// Both languages, or `nil` when the key is absent.
    package func optionalWording(_ key: String) -> Wording? {
        guard node(key) != nil else { return nil }
        let names = child(key)
        let wording = Wording(names.text("zh"), names.text("en"))
        names.finish()
        return wording
    }

    private func named<Kind>(_ text: String, at key: String) -> Kind?
    where Kind: RawRepresentable<String> & CaseIterable {
        if let value = Kind(rawValue: text) { return value }
        let names = Kind.allCases.map(\.rawValue)
        let near = NearestName.nearest(to: text, in: names) ?? names.joined(separator: ", ")
        problem(
            key, Wording("不认识“\(text)”。", "'\(text)' is not known here."),
            fix: Wording("是否为：\(near)？", "Is this meant: \(near)?"))
        return nil
    }

    /// Stands in for what could not be read; a pack that needed one is not handed out.
    private static func placeholder<Kind: CaseIterable>() -> Kind {
        guard let first = Kind.allCases.first else { fatalError("\(Kind.self) has no case") }
        return first
    }
}

extension PolicyReader {
    /// `{from: 3, to: 6}`, both ends included.
    package func range(_ key: String, in bounds: ClosedRange<Int>) -> ClosedRange<Int> {
        let ends = child(key)
        let from = ends.integer("from", in: bounds)
        let to = ends.integer("to", in: bounds)
        ends.finish()
        guard from <= to else {
            problem(
                key, showing: [key], Wording("范围颠倒。", "The range is upside down."),
                fix: Wording("from 不大于 to。", "Write from ≤ to."))
            return from...from
        }
        return from...to
    }
}
