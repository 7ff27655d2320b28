import RotationCore
import TaoliModels
import TaoliPolicy
import Testing

@Suite("Single placements under a pack")
struct PlacementRulesTests {
    private func refusals(
        _ pack: PolicyPack, _ kind: PlacementKind, mode: String? = nil, from: Stage = .junior,
        to: Stage = .junior, years: Int = 3, moves: Bool = false
    ) -> [String] {
        PlacementRules(pack).refusals(
            PlacementProposal(
                person: "P", kind: kind, mode: mode, from: from, to: to, years: years,
                movesEmployment: moves)
        ).map { "\($0.slug) \($0.clause ?? "ours")" }
    }

    @Test("SH-3: three full school years are enough, two are not")
    func stay() throws {
        let pack = try Packs.pack("SH")
        #expect(refusals(pack, .rotation, years: 3).isEmpty)
        #expect(refusals(pack, .rotation, years: 2) == ["stay-too-short SH-3"])
        #expect(refusals(pack, .secondment, years: 1).isEmpty)
        let shorter = try Packs.pack("SH", "years_at_least: 3", "years_at_least: 2")
        #expect(refusals(shorter, .rotation, years: 2).isEmpty)
    }

    @Test("GT-12: in a collaborative community no placement moves employment; in a co-built it may")
    func employment() throws {
        let pack = try Packs.pack("GT")
        #expect(
            refusals(pack, .rotation, mode: "collaborative", moves: true)
                == ["employment-stays GT-12"])
        #expect(refusals(pack, .rotation, mode: "collaborative", moves: false).isEmpty)
        #expect(refusals(pack, .rotation, mode: "co_built", moves: true).isEmpty)
    }

    @Test("GT-12: where the mode decides whether employment moves, it has to be said")
    func modeNeeded() throws {
        let pack = try Packs.pack("GT")
        for mode in [nil, "", "colaborative"] {
            #expect(
                refusals(pack, .rotation, mode: mode, moves: true) == ["mode-needed GT-12"],
                "\(mode ?? "none")")
            #expect(refusals(pack, .rotation, mode: mode, moves: false).isEmpty)
        }
        // SH's rule is about every mode, so none needs to be said.
        #expect(refusals(try Packs.pack("SH"), .rotation, moves: true) == ["employment-stays ours"])
    }

    @Test("TC-9: flexible exchange leads to another stage, that of key teachers does not")
    func stages() throws {
        let pack = try Packs.pack("TC")
        #expect(refusals(pack, .flexible, from: .junior, to: .senior).isEmpty)
        #expect(
            refusals(pack, .keyDispatch, from: .junior, to: .senior) == ["stage-crossed TC-9"])
    }

    @Test("A kind that a system does not know is refused with those it knows")
    func unknown() throws {
        #expect(
            refusals(try Packs.pack("GT"), .managementDispatch)
                .map { String($0.prefix(22)) } == ["unknown-placement-kind"])
    }

    @Test("JD-9 JD-10 JD-15 TC-11: what is counted as flexible exchange, and who is in reserve")
    func counted() throws {
        let jiading = PlacementRules(try Packs.pack("JD"))
        #expect(jiading.counted(as: .visiting) == .flexible)
        #expect(jiading.counted(as: .flexible) == .flexible)
        #expect(jiading.counted(as: .mentoring) == nil)
        #expect(jiading.fillsReserve(.secondment) && jiading.fillsReserve(.cadreRotation))
        #expect(!jiading.fillsReserve(.flexible))
        let taicang = PlacementRules(try Packs.pack("TC"))
        #expect(taicang.counted(as: .studio) == .flexible)
    }

    @Test("SH-20 decision 4: a leader counts only as an eligible teacher who teaches there")
    func leaders() throws {
        let rules = PlacementRules(try Packs.pack("SH"))
        func shares(_ kind: PlacementKind, _ eligible: Bool, _ teaches: Bool) -> [String] {
            rules.shares(of: kind, isEligibleTeacher: eligible, teachesThere: teaches).map(\.id)
        }
        #expect(shares(.rotation, true, true) == ["sent", "key_teachers"])
        #expect(shares(.cadreRotation, true, true) == ["sent"])
        #expect(shares(.cadreRotation, true, false).isEmpty)
        #expect(shares(.cadreRotation, false, true).isEmpty)
        #expect(shares(.secondment, true, true).isEmpty)
    }

    @Test("SH-3 XN-35: the receiving school appraises here, the lead there")
    func appraisers() throws {
        #expect(PlacementRules(try Packs.pack("SH")).appraiser(of: .rotation)?.by == .receiving)
        #expect(PlacementRules(try Packs.pack("SH")).appraiser(of: .mentoring) == nil)
        let lead = PlacementRules(try Packs.pack("XN")).appraiser(of: .managementDispatch)
        #expect(lead?.by == .lead && lead?.source.clause == "XN-35")
    }

    @Test("SH-4: a duty may follow only for people of weak schools, from the kinds of the clause")
    func duty() throws {
        let rules = PlacementRules(try Packs.pack("SH"))
        let duty = try #require(rules.duty(after: .shadowing, sentByWeakSchool: true))
        #expect(duty.gradeAtLeast == .good)
        #expect(duty.tasks == ["teaching_management", "research_guidance"])
        #expect(duty.clause == "SH-4" && duty.openedOn == nil)
        #expect(rules.duty(after: .shadowing, sentByWeakSchool: false) == nil)
        #expect(rules.duty(after: .rotation, sentByWeakSchool: true) == nil)
    }

    @Test("SH-6: an allowance is due from town to country; the clause names no amount")
    func allowance() throws {
        let terms = try #require(
            PlacementRules(try Packs.pack("SH")).allowance(for: .rotation))
        #expect([terms.home, terms.receiving, terms.clause] == ["urban", "rural", "SH-6"])
        #expect(terms.fenPerMonth == nil)
        #expect(PlacementRules(try Packs.pack("XN")).allowance(for: .rotation) == nil)
    }

    @Test("SH-3 decision 2: a stay that ended early breaks the year's quota afterwards")
    func afterwards() throws {
        func kept(_ years: [Int], keys: Int) throws -> [Bool] {
            let stays = years.enumerated().map {
                YearQuota.Stay(kind: .rotation, isKey: $0.offset < keys, years: $0.element)
            }
            return YearQuota(eligible: 15, stays: stays).findings(try Packs.pack("SH"))
                .map(\.isKept)
        }
        #expect(try kept([3, 3, 3], keys: 1) == [true, true])
        #expect(try kept([3, 3, 2], keys: 1) == [false, true])
        #expect(try kept([2, 3, 3, 3], keys: 1) == [true, false])
    }
}
