package import TaoliModels

/// Councils, boards, offices and leading groups with their posts and votes (TC-3, TC-24, XN-4,
/// XN-22, XN-29, GT-14, SH-2, SH-17).
package struct BodiesSection: PolicySection {
    package static let key = "bodies"

    /// In the order of the file.
    package let kinds: [BodyRule]
    /// In the order of the file.
    package let posts: [PostRule]
    /// In the order of the file.
    package let votes: [VoteRule]

    package init(_ reader: PolicyReader) {
        kinds = reader.rules("kinds", BodyRule.init)
        posts = reader.rules("posts", PostRule.init)
        votes = reader.rules("votes", VoteRule.init)
    }

    package func references(in pack: PolicyPack, _ report: PolicyReport) {
        let bodies = kinds.map(\.id)
        for (body, source) in posts.map({ ($0.body, $0.source) })
            + votes.map({ ($0.body, $0.source) })
        {
            report.expect(body, in: bodies, of: "bodies.kinds", at: source, "body")
        }
    }
}

/// A body that a unit or a government has.
package struct BodyRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// In the words of the system.
    package let name: Wording
    package let place: Place
    package let source: RuleSource

    /// Whose body it is.
    package enum Place: String, CaseIterable, Sendable {
        /// A group has one.
        case group
        /// A school has one.
        case school
        /// A district's bureau has one.
        case districtBureau = "district_bureau"
        /// A district's government has one.
        case districtGovernment = "district_government"
        /// The city has one.
        case city
    }

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        name = reader.wording("name")
        place = reader.choice("at")
        source = reader.source()
    }
}

/// A post in a body: how many, and who holds it by office.
package struct PostRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// The id of the body.
    package let body: String
    /// In the words of the system.
    package let name: Wording
    /// How many people may hold it at once.
    package let seats: ClosedRange<Int>
    /// Who holds it by office, in the text's words; `nil` when nobody is named.
    package let holder: Wording?
    /// Whose principal holds it, so that it can be checked; `nil` when no principal is named.
    package let principalOf: MembershipRole?
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        body = reader.text("body")
        name = reader.wording("name")
        seats = reader.range("seats", in: 0...500)
        holder = reader.optionalWording("holder")
        principalOf = reader.optionalChoice("principal_of")
        source = reader.source()
    }
}

/// When a body's vote passes (requirements.md, decision 16).
package struct VoteRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// The id of the body.
    package let body: String
    /// `present · of ≥ members · atLeast`.
    package let presentOf: Int
    /// Above the stroke of the share that must be there.
    package let presentAtLeast: Int
    /// `inFavour · of > members · moreThan`.
    package let favourOf: Int
    /// Above the stroke of the share that must be exceeded.
    package let favourMoreThan: Int
    package let concerned: Concerned
    package let source: RuleSource

    /// What the member concerned may do.
    package enum Concerned: String, CaseIterable, Sendable {
        /// Is heard, does not vote and is not counted.
        case heard
        /// Votes like the others.
        case votes
    }

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        body = reader.text("body")
        let present = reader.child("present")
        presentOf = present.integer("of", in: 1...100)
        presentAtLeast = present.integer("at_least", in: 0...100)
        present.finish()
        let favour = reader.child("in_favour")
        favourOf = favour.integer("of", in: 1...100)
        favourMoreThan = favour.integer("more_than", in: 0...100)
        favour.finish()
        concerned = reader.choice("concerned")
        source = reader.source()
    }

    /// Whether enough members are there.
    package func isQuorate(members: Int, present: Int) -> Bool {
        present * presentOf >= members * presentAtLeast
    }

    /// Whether enough of all members are in favour.
    package func passes(members: Int, inFavour: Int) -> Bool {
        inFavour * favourOf > members * favourMoreThan
    }
}
