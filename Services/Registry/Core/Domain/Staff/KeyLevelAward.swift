package import TaoliModels

/// One level of key teacher that a person holds for a time (TC-10, JD-5).
package struct KeyLevelAward: Hashable, Sendable {
    package let id: AwardID
    package let level: KeyTeacherLevel
    /// Half-open; open while it is held.
    package internal(set) var validity: Validity
    /// Who gave it, e.g. 市教育局; may be empty.
    package let issuer: String

    package init(id: AwardID, level: KeyTeacherLevel, validity: Validity, issuer: String) {
        self.id = id
        self.level = level
        self.validity = validity
        self.issuer = issuer
    }

    /// Whether it was ever held on any day.
    package var isReal: Bool { validity.until.map { $0 > validity.from } ?? true }
}
