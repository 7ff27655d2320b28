/// A closed set of codes that people know by Chinese names: either is accepted, and both are shown.
package protocol NamedCode: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    /// The field's Chinese term.
    var chinese: String { get }
}

extension NamedCode {
    /// By its code or its Chinese name.
    package init?(named text: String) {
        guard let code = Self(rawValue: text) ?? Self.allCases.first(where: { $0.chinese == text })
        else { return nil }
        self = code
    }

    /// `校长（principal）`: how a Chinese sentence names it.
    package var withCode: String { "\(chinese)（\(rawValue)）" }

    /// What may be written, for a sentence of each language.
    package static func allowed(_ values: some Sequence<Self>) -> Wording {
        let values = Array(values)
        return Wording(
            values.map(\.withCode).joined(separator: "、"),
            values.map(\.rawValue).joined(separator: ", "))
    }
}

extension StaffPost: NamedCode {}
extension TeachingSubject: NamedCode {}
extension RecruitmentChannel: NamedCode {}
extension KeyTeacherLevel: NamedCode {}
extension PrincipalGrade: NamedCode {}
extension TeacherTitle: NamedCode {}
extension IdentityDocument: NamedCode {}
extension Stage: NamedCode {}
extension SchoolKind: NamedCode {}
extension GroupKind: NamedCode {}
extension MembershipRole: NamedCode {}

extension SchoolStatus: NamedCode {
    /// The field's Chinese term.
    package var chinese: String {
        switch self {
        case .planned: "筹建"
        case .underConstruction: "在建"
        case .open: "开办"
        case .closed: "停办"
        }
    }
}

extension Ownership: NamedCode {
    /// The field's Chinese term.
    package var chinese: String {
        switch self {
        case .public: "公办"
        case .private: "民办"
        case .unknown: "未知"
        }
    }
}
