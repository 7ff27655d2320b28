import RegistryCore
import TaoliModels
import Testing

@Suite struct GroupRulesTests {
    static let head =
        "group_name,district_code,district,lead_or_member,school_name,school_id,stage,"
        + "school_district_code,note,joined_on\n"
    static let lead = "集团,440104,越秀,lead,第1小学,s1,primary,440104,,\n"

    func read(
        _ body: String, answers: ImportAnswers = ImportAnswers(), register: RegisterSnapshot? = nil
    ) throws -> [RowReading<GroupRecord>] {
        let snapshot = try register ?? smallRegister()
        return readGroups(
            try rows(Self.head + body, ImportKind.groups.layout), snapshot, answers: answers)
    }

    @Test(
        "A member row is read by its rule",
        arguments: [
            ("440104,越秀,member,第2小学,s2,primary,440104,,", "new"),
            ("440104,越秀,成员校,第2小学,s2,小学,,,2025年9月1日", "new"),
            ("440104,越秀,member,某校,,junior,,no id in source,", "? no-id"),
            ("440104,越秀,member,某校,zz,junior,,,", "? school"),
            ("440104,越秀,member,第2小学,s2,unknown,,,", "? stage"),
            ("440104,越秀,member,第2小学,s2,primary,,PLANNED: ground broken,", "? planned"),
            ("440104,越秀,member,第2小学,s2,primary,,Under construction,", "? planned"),
            ("440104,越秀,member,第2小学,s2,primary,,named (建设中) in the list,", "? planned"),
            (
                "440104,越秀,member,第2小学,s2,primary,,\"a research institute, not a school\",",
                "? not-a-school"
            ),
            ("440104,越秀,member,第2小学,s2,primary,,outside Guangzhou,", "? outside"),
            ("440104,越秀,member,第2小学,s2,primary,,lies outside the district,", "new"),
            ("440104,越秀,member,第2小学,s2,primary,,possible false match in the source,", "? disputed"),
            ("440104,越秀,member,第2小学,s2,primary,,member although the table differs,", "? disputed"),
            ("440104,越秀,member,第2小学,s2,primary,,group_note=members provisional,", "? disputed"),
            ("440104,越秀,member,第2小学,s2,primary,,official name says otherwise,", "? disputed"),
            ("440104,越秀,member,第2小学,s2,primary,,no enrolment in 2026,", "? disputed"),
            ("440104,越秀,member,第2小学,s2,primary,,legal_or_list_name=Planned School,", "new"),
            ("440104,越秀,boss,第2小学,s2,primary,,,", "! unknown-role"),
            ("440104,越秀,member,第2小学,s2,prim,,,", "! unknown-stage"),
            ("440104,越秀,member,第2小学,s2,primary,440999,,", "! unknown-district"),
            ("440104,越秀,member,第2小学,s2,primary,,,2026-02-30", "! impossible-date"),
            ("440104,越秀,member,,s2,primary,,,", "! bad-name"),
            ("440104,越秀,member,某校,,prim,,PLANNED,", "! unknown-stage"),
        ])
    func member(row: String, expected: String) throws {
        let readings = try read(Self.lead + "集团,\(row)\n")
        #expect(readings.map(\.summary) == ["new", expected])
    }

    @Test("What the note says becomes labels, legal name, bond and remarks")
    func note() throws {
        let note =
            "group_type=小学集团; group_level=区属 ; legal_or_list_name=第一小学 ; relation=brand ; opened 2025"
        let readings = try read("集团,440104,越秀,lead,第1小学,s1,primary,440104,\(note),2025-09-01\n")
        let record = try #require(readings.first?.value)
        #expect(record.groupType == "小学集团")
        #expect(record.groupLevel == "区属")
        #expect(record.legalName == "第一小学")
        #expect(record.relation == "brand")
        #expect(record.remarks == ["opened 2025"])
        #expect(record.joinedOn == CalendarDate("2025-09-01"))
        #expect(record.groupKind == .educationGroup)
    }

    @Test("A district code that is not in the list refuses the row, an empty one means the city")
    func district() throws {
        let readings = try read(
            """
            甲集团,440999,越秀,lead,第1小学,s1,primary,,,
            乙学区,,跨区,lead,第1小学,s1,primary,,,

            """)
        #expect(readings.map(\.summary) == ["! unknown-district", "new"])
        #expect(readings[1].value?.group.district.rawValue == "440100")
        #expect(readings[1].value?.groupKind == .schoolZone)
    }

    @Test("An id twice in one group is refused, in two groups it is not")
    func twice() throws {
        let readings = try read(
            """
            甲,440104,越秀,lead,第1小学,s1,primary,,,
            甲,440104,越秀,member,第2小学,s2,primary,,,
            甲,440104,越秀,member,第2小学,s2,primary,,,
            乙,440104,越秀,lead,第2小学,s2,primary,,,

            """)
        #expect(readings.map(\.summary) == ["new", "! duplicate-id", "! duplicate-id", "new"])
    }

    @Test("A group whose lead rows are all doubtful or refused waits")
    func waiting() throws {
        let readings = try read(
            """
            甲,440104,越秀,lead,某校,,primary,,,
            甲,440104,越秀,lead,第1小学,s1,primary,,provisional,
            甲,440104,越秀,member,第2小学,s2,primary,,,
            乙,440104,越秀,lead,某校,,primary,,,
            乙,440104,越秀,lead,第3小学,s3,primary,,,
            乙,440104,越秀,member,第4小学,s4,primary,,,
            丙,440104,越秀,member,第5小学,s5,primary,,,

            """)
        #expect(
            readings.map(\.summary) == [
                "? no-id", "? disputed", "? lead", "? no-id", "new", "new", "? lead",
            ])
    }

    @Test("A group whose lead the register knows does not wait")
    func knownLead() throws {
        let district = try #require(DistrictCode("440104"))
        let stored = GroupState(
            typeLabel: nil, levelLabel: nil,
            memberships: ["s2": MembershipState(role: .lead, relation: nil)], hasLead: true)
        let register = try smallRegister(
            groups: [GroupKey(name: "丙", district: district): stored])
        let readings = try read(
            """
            丙,440104,越秀,member,第5小学,s5,primary,,,
            丙,440104,越秀,member,第2小学,s2,primary,,,
            丙,440104,越秀,lead,第2小学,s3,primary,,group_type=小学集团,

            """, register: register)
        #expect(readings.map(\.summary) == ["new", "changed", "new"])
    }

    @Test("Two legal names for one site are asked about; one accepted name settles all its rows")
    func names() throws {
        let body = """
            甲,440104,越秀,lead,第1小学,s1,primary,,legal_or_list_name=A,
            乙,440104,越秀,lead,第1小学,s1,primary,,legal_or_list_name=B,
            乙,440104,越秀,member,第2小学,s2,primary,,legal_or_list_name=A,

            """
        #expect(try read(body).map(\.summary) == ["? school-name", "? school-name", "? lead"])
        let settled = try read(body, answers: try answers("3,school-name,accept\n"))
        #expect(settled.map(\.summary) == ["new", "new", "new"])
        #expect(settled.map { $0.value?.legalName } == ["B", "B", "A"])
        let left = try read(body, answers: try answers("2,school-name,skip\n"))
        #expect(left.map(\.summary) == ["skipped", "new", "new"])
        let both = try read(
            body, answers: try answers("2,school-name,accept\n3,school-name,accept\n"))
        #expect(both.map(\.summary) == ["? school-name", "? school-name", "? lead"])
        #expect(both[0].answerProblems.map(\.code) == ["answers-disagree"])
    }

    @Test("A legal name that differs from the register's is asked about, also for a lead")
    func storedName() throws {
        let register = try smallRegister(legalNames: ["s1": "A", "s2": "B"])
        let readings = try read(
            """
            甲,440104,越秀,lead,第1小学,s1,primary,,legal_or_list_name=X,
            甲,440104,越秀,member,第2小学,s2,primary,,legal_or_list_name=B,

            """, register: register)
        #expect(readings.map(\.summary) == ["? school-name", "? lead"])
    }

    @Test("Answers give ids, and one that is not imported or used already is refused")
    func answeredIDs() throws {
        let body =
            Self.lead + """
                集团,440104,越秀,member,某校,,primary,,,
                集团,440104,越秀,member,某校,zz,primary,,,
                集团,440104,越秀,member,某校,,primary,,,
                集团,440104,越秀,member,某校,,primary,,,

                """
        let given = try answers(
            "3,no-id,id=s2\n4,school,id=s3\n5,no-id,id=nowhere\n6,no-id,id=s1\n")
        let readings = try read(body, answers: given)
        #expect(readings.map(\.summary) == ["new", "new", "new", "? school", "? no-id"])
        #expect(readings[4].answerProblems.map(\.code) == ["duplicate-id"])
        #expect(readings[2].value?.siteExternalID == "s3")
    }
}
