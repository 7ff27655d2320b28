import RotationCore
import TaoliModels
import TaoliPolicy
import Testing

@Suite("Dispatched teams (XN-5)")
struct DispatchTeamTests {
    private typealias Member = DispatchTeam.Member

    /// One executive principal, one middle manager, key teachers for the rest.
    private func team(
        of count: Int, mode: String = "entrusted", inReturn: [String] = ["R1"],
        _ change: (inout [DispatchTeam.Member]) -> Void = { _ in }
    ) -> DispatchTeam {
        var members: [DispatchTeam.Member] = [
            Member(person: "P0", post: "executive_principal"),
            Member(person: "P1", post: "middle_manager", isAtHome: [.middleManager]),
        ]
        for number in 2..<max(2, count) {
            let isManager = number > 9
            members.append(
                Member(
                    person: "P\(number)", post: isManager ? "middle_manager" : "key_teacher",
                    isAtHome: isManager ? [.middleManager] : [.keyTeacher]))
        }
        change(&members)
        return DispatchTeam(mode: mode, members: members, inReturn: inReturn)
    }

    private func slugs(_ team: DispatchTeam, _ pack: PolicyPack? = nil) throws -> [String] {
        let refusals = DispatchTeamCheck(try pack ?? Packs.pack("XN")).refusals(team)
        #expect(refusals.allSatisfy { !$0.what.chinese.isEmpty && !$0.next.english.isEmpty })
        return refusals.map(\.slug)
    }

    @Test(
        "XN-5: 5 and 10 people are a team, 4 and 11 are not, the executive principal counted",
        arguments: [
            (4, ["team-too-small"]), (5, []), (10, []), (11, ["team-too-large"]),
        ])
    func size(_ count: Int, _ expected: [String]) throws {
        #expect(try slugs(team(of: count)) == expected)
    }

    @Test("XN-5: one number changed in the pack changes the decision")
    func changed() throws {
        let pack = try Packs.pack("XN", "size: {from: 5, to: 10}", "size: {from: 4, to: 10}")
        #expect(try slugs(team(of: 4), pack).isEmpty)
    }

    @Test("XN-5: exactly one executive principal, and managers and key teachers are what they are")
    func posts() throws {
        #expect(
            try slugs(
                team(of: 5) {
                    $0[0] = Member(person: "P0", post: "key_teacher", isAtHome: [.keyTeacher])
                })
                == ["post-seats"])
        #expect(
            try slugs(team(of: 6) { $0[5] = Member(person: "P5", post: "executive_principal") })
                == ["post-seats"])
        #expect(
            try slugs(team(of: 5) { $0[4] = Member(person: "P4", post: "key_teacher") })
                == ["post-holder"])
        #expect(
            try slugs(team(of: 5) { $0[4] = Member(person: "P4", post: "driver") })
                == ["unknown-post"])
        #expect(
            try slugs(
                team(of: 5) {
                    $0[4] = Member(person: "P3", post: "key_teacher", isAtHome: [.keyTeacher])
                })
                == ["person-twice"])
    }

    @Test("XN-5: employment may move with the executive principal and with nobody else")
    func employment() throws {
        #expect(
            try slugs(
                team(of: 5) {
                    $0[0] = Member(
                        person: "P0", post: "executive_principal", movesEmployment: true)
                }
            ).isEmpty)
        let refusals = DispatchTeamCheck(try Packs.pack("XN")).refusals(
            team(of: 5) {
                $0[1] = Member(
                    person: "P1", post: "middle_manager", isAtHome: [.middleManager],
                    movesEmployment: true)
            })
        #expect(refusals.map(\.slug) == ["employment-stays"])
        #expect(refusals.first?.clause == "XN-5")
    }

    @Test("XN-5: somebody of the member comes in return")
    func inReturn() throws {
        #expect(try slugs(team(of: 5, inReturn: [])) == ["nobody-in-return"])
        #expect(try slugs(team(of: 5, inReturn: ["R1", "R2"])).isEmpty)
    }

    @Test("XN-5: a close-knit member gets no such team, and SH knows none")
    func mode() throws {
        #expect(try slugs(team(of: 5, mode: "close_knit")) == ["no-dispatched-team"])
        #expect(try slugs(team(of: 5), Packs.pack("SH")) == ["no-dispatched-team"])
    }
}
