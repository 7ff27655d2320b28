package import TaoliModels
import TaoliPolicy

/// A membership of a school that joins in another group.
package struct OtherMembership: Hashable, Sendable {
    /// What the site is called.
    package let site: String
    /// What the other group is called.
    package let group: String
    package let role: MembershipRole
    /// How it belongs there, as that group's pack names it; `nil` when nothing was said.
    package let mode: String?
    /// When it belongs there.
    package let validity: Validity

    package init(
        site: String, group: String, role: MembershipRole, mode: String?, validity: Validity
    ) {
        self.site = site
        self.group = group
        self.role = role
        self.mode = mode
        self.validity = validity
    }
}

/// Says in which other groups a school is that joins. No text forbids it (JD-3 lets a school be in
/// two), but whoever decides should know.
package struct OtherGroupsNote {
    /// The name under which it is said.
    package static let rule = "composition.notes.other_groups"

    /// One note a membership, none of which stops a case.
    func findings(_ input: GuardInput) -> [RuleFinding] {
        let source = RuleSource(
            rule: Self.rule, clause: nil,
            ours: "no text forbids two groups, but whoever decides should know", line: 0, column: 0)
        return input.elsewhere.map { other in
            let (role, time) = (other.role, GroupRefusals.time(other.validity))
            let mode = Self.mode(other.mode ?? "")
            return RuleFinding(
                source, .warn,
                Wording(
                    "“\(other.site)”\(time.chinese)在“\(other.group)”中（\(role.chinese)"
                        + (mode.chinese.isEmpty ? "）。" : "，\(mode.chinese)）。"),
                    "“\(other.site)” is in “\(other.group)” \(time.english) (\(role.rawValue)"
                        + (mode.english.isEmpty ? ")." : ", \(mode.english)).")))
        }
    }

    /// What the packs call a mode; one that no shipped pack has stands as it is.
    private static func mode(_ id: String) -> Wording {
        for pack in PolicyPacks.shipped.ids.compactMap({ PolicyPacks.shipped[$0] }) {
            if let rule = pack[UnitsSection.self].modes.first(where: { $0.id == id }) {
                return rule.name
            }
        }
        return Wording(id, id)
    }
}
