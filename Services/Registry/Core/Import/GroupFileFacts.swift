package import TaoliModels

/// What must be known of a whole `groups` file before a row of it can be judged: which ids stand
/// twice in one group, which sites have two legal names, and which groups have no lead row that
/// can be taken. About 60 bytes a row.
package struct GroupFileFacts: Sendable {
    /// Ids within a group.
    private(set) var ids = FileIDs()
    private(set) var names = LegalNames()
    /// Lead rows that nothing speaks against in themselves.
    private var candidates: [Candidate] = []
    private var openGroups: Set<UInt64> = []
    /// The kind that a group's rows name, and groups whose rows name two.
    private var kinds: [UInt64: GroupKind] = [:]
    private var groupsOfTwoKinds: Set<UInt64> = []

    private struct Candidate {
        let group: UInt64
        let site: UInt64
        let siteInGroup: UInt64
        let row: UInt32
    }

    package init() {}

    /// First pass: notes one row.
    ///
    /// - Parameter register: as for reading the row in the second pass.
    package mutating func note(
        _ row: TableRow, answers: ImportAnswers, register: RegisterSnapshot,
        markers: NoteMarkers = .standard
    ) {
        guard row.problems.isEmpty, let key = GroupRowReader.key(row, city: register.city) else {
            return
        }
        noteKind(row, of: key)
        let fileID = CodeText.plain(row[GroupColumn.schoolID])
        let given = GroupRowReader.answeredID(row, answers)
        guard let id = given ?? (fileID.isEmpty ? nil : fileID) else { return }
        let siteInGroup = GroupFileFacts.siteInGroup(key, id)
        if given == nil {
            ids.note(siteInGroup, row: row.number)
        } else {
            ids.noteAnswered(siteInGroup, row: row.number)
        }
        // A row that an answer leaves out says nothing any more.
        if answers.skips(row.number) { return }
        let site = Fingerprint.of(id)
        if let legalName = SchoolNote(row[GroupColumn.note]).legalName {
            let isChosen = answers[row.number, .schoolName]?.choice == .accept
            names.note(legalName, site: site, isChosen: isChosen)
            if let stored = register.sites[id]?.legalName {
                names.note(stored, site: site, isChosen: false)
            }
        }
        guard CodeText.value(row[GroupColumn.role], in: CodeText.roles) == .lead else { return }
        let reader = GroupRowReader(answers: answers, markers: markers)
        if reader.isClearInItself(row, register: register) {
            candidates.append(
                Candidate(
                    group: GroupFileFacts.group(key), site: site, siteInGroup: siteInGroup,
                    row: UInt32(truncatingIfNeeded: row.number)))
        }
    }

    private mutating func noteKind(_ row: TableRow, of key: GroupKey) {
        let text = row[GroupColumn.groupKind]
        guard !text.isEmpty, let kind = CodeText.value(text, in: CodeText.groupKinds) else {
            return
        }
        let group = GroupFileFacts.group(key)
        if let first = kinds[group], first != kind { groupsOfTwoKinds.insert(group) }
        kinds[group] = kinds[group] ?? kind
    }

    /// Whether the group's rows name two kinds.
    func hasTwoKinds(_ key: GroupKey) -> Bool {
        groupsOfTwoKinds.contains(GroupFileFacts.group(key))
    }

    /// Ends the first pass.
    package mutating func seal() {
        for lead in candidates where !openGroups.contains(lead.group) {
            let row = Int(lead.row)
            let isTwice =
                ids.other(lead.siteInGroup, than: row) != nil
                || ids.conflict(ofAnswered: lead.siteInGroup, row: row).map { $0 != row } ?? false
            let isDisputed =
                names.isDisputed(site: lead.site)
                && names.choice(site: lead.site) == nil
            if !isTwice, !isDisputed { openGroups.insert(lead.group) }
        }
        candidates = []
    }

    /// Whether a lead row of the group can be taken.
    func hasLead(_ key: GroupKey) -> Bool { openGroups.contains(GroupFileFacts.group(key)) }

    static func siteInGroup(_ key: GroupKey, _ id: String) -> UInt64 {
        Fingerprint.of(key.name, key.district.rawValue, id)
    }

    private static func group(_ key: GroupKey) -> UInt64 {
        Fingerprint.of(key.name, key.district.rawValue)
    }
}
