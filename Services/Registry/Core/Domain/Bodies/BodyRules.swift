package import TaoliModels
package import TaoliPolicy

/// What a pack says about one kind of body.
package struct BodyRules: Sendable {
    /// The post of those who sit in a body for which the pack names no posts.
    package static let plainPost = "member"

    package let pack: PolicyPack
    /// The rule of the kind.
    package let kind: BodyRule

    /// - Throws: `unknown-body-kind`.
    package init(_ kind: String, in pack: PolicyPack) throws(Refusal) {
        let kinds = pack[BodiesSection.self].kinds
        guard let rule = kinds.first(where: { $0.id == kind }) else {
            throw BodyRefusals.unknownKind(kind, kinds.map(\.id))
        }
        self.pack = pack
        self.kind = rule
    }

    /// The rules that hold for a body now: those of the pack that its district follows, as long as
    /// that is a version of the same pack and still knows the kind; else those it began with.
    package static func current(_ body: Body, followed: PolicyPack?, kept: PolicyPack)
        throws(Refusal) -> BodyRules
    {
        if let followed, followed.id == body.pack,
            let rules = try? BodyRules(body.kind, in: followed)
        {
            return rules
        }
        return try BodyRules(body.kind, in: kept)
    }

    /// Its posts in the pack's order; none where the pack names none.
    package var posts: [PostRule] {
        pack[BodiesSection.self].posts.filter { $0.body == kind.id }
    }

    /// How it decides; none where the pack does not let it decide by vote.
    package var votes: [VoteRule] {
        pack[BodiesSection.self].votes.filter { $0.body == kind.id }
    }

    /// The rule of a post; `nil` for the plain post of a body without posts.
    /// - Throws: `unknown-post`.
    package func post(_ id: String) throws(Refusal) -> PostRule? {
        if posts.isEmpty, id == Self.plainPost { return nil }
        guard let rule = posts.first(where: { $0.id == id }) else {
            throw BodyRefusals.unknownPost(
                id, posts.isEmpty ? [Self.plainPost] : posts.map(\.id), kind)
        }
        return rule
    }

    /// What a post is called.
    package func name(ofPost id: String) -> Wording {
        posts.first { $0.id == id }?.name ?? Wording("成员", "member")
    }

    /// Posts that fewer people hold on a day than the pack asks for.
    package func vacancies(_ body: Body, on date: CalendarDate) -> [RuleFinding] {
        let members = body.members(on: date)
        return posts.compactMap { post in
            let count = members.count { $0.post == post.id }
            let least = post.seats.lowerBound
            guard count < least else { return nil }
            return RuleFinding(
                post.source, .warn,
                Wording(
                    "“\(post.name.chinese)”有 \(count) 人，应不少于 \(least) 人。",
                    "'\(post.name.english)': \(count) of at least \(least)."))
        }
    }

    /// The rule by which it decides.
    /// - Parameter id: the rule's id; `nil` where the pack has one rule only.
    /// - Throws: `no-vote-rule`, `unknown-vote-rule`.
    func vote(_ id: String?) throws(Refusal) -> VoteRule {
        guard let first = votes.first else { throw ResolutionRefusals.noVoteRule(kind) }
        guard let id else {
            guard votes.count == 1 else {
                throw ResolutionRefusals.unknownRule("", votes.map(\.id), kind)
            }
            return first
        }
        guard let rule = votes.first(where: { $0.id == id }) else {
            throw ResolutionRefusals.unknownRule(id, votes.map(\.id), kind)
        }
        return rule
    }
}

extension BodyRule.Place {
    /// The kind of unit at which such a body is.
    package var unit: UnitReference.Kind {
        switch self {
        case .group: .group
        case .school: .school
        case .districtBureau, .districtGovernment: .district
        case .city: .city
        }
    }
}
