import TaoliModels
import TaoliPolicy

/// Says which leads of a new group lie in another district than the group. No text forbids it, and
/// the group's district decides alone: whoever decides should know, and a slip in the code be seen.
package struct LeadElsewhereNote {
    /// The name under which it is said.
    package static let rule = "composition.notes.leads_elsewhere"

    /// One note a lead, none of which stops a case; none for a group of the city, whose leads lie
    /// in any district.
    func findings(_ item: Case, _ input: GuardInput) -> [RuleFinding] {
        guard input.isFounding, item.facts.parties.groupDistrict != item.facts.parties.city else {
            return []
        }
        let source = RuleSource(
            rule: Self.rule, clause: nil,
            ours: "no text forbids it, but whoever decides should know", line: 0, column: 0)
        return input.joining.filter { $0.district != input.district }.map { lead in
            RuleFinding(
                source, .warn,
                Wording(
                    "牵头校“\(lead.name)”在 \(lead.district)，集团属于 \(input.district)，由后者办理。",
                    "The lead “\(lead.name)” lies in \(lead.district); the group belongs to "
                        + "\(input.district), which decides."))
        }
    }
}
