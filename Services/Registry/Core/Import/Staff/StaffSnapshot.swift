package import TaoliModels

/// What the register holds of everything that a batch of rows of a `staff` file names.
package struct StaffSnapshot: Sendable {
    /// Schools by official code or by a site's id in its source.
    package let schoolsByCode: [String: [School]]
    /// Schools by their own names or a site's.
    package let schoolsByName: [String: [School]]
    /// Persons by their numbers.
    package let persons: [IdentityNumber: Person]
    /// Full names that a name which no school bears may be short for, in the importer's districts.
    package let fullNames: [String: [String]]

    package init(
        schoolsByCode: [String: [School]], schoolsByName: [String: [School]],
        persons: [IdentityNumber: Person], fullNames: [String: [String]] = [:]
    ) {
        self.schoolsByCode = schoolsByCode
        self.schoolsByName = schoolsByName
        self.persons = persons
        self.fullNames = fullNames
    }
}

/// What to look up in the register before a batch of rows is read.
package struct StaffLookups: Sendable {
    /// Official codes or ids of sites.
    package private(set) var codes: Set<String> = []
    /// Names of schools or sites.
    package private(set) var names: Set<String> = []
    /// Numbers that can be ones.
    package private(set) var numbers: Set<IdentityNumber> = []

    package init() {}

    /// Adds what a row names.
    package mutating func add(_ row: TableRow) {
        let code = CodeText.plain(row[StaffColumn.schoolCode])
        if !code.isEmpty { codes.insert(code) }
        let name = row[StaffColumn.school]
        if code.isEmpty, !name.isEmpty { names.insert(name) }
        if let number = StaffRowReader.number(row) { numbers.insert(number) }
    }
}

/// What must be known of a whole `staff` file before a row of it can be judged: which numbers stand
/// in it twice, and which names at one school.
package struct StaffFileFacts: Sendable {
    private(set) var numbers = FileIDs()
    private var names = FileIDs()
    /// Rows that bear the name of another person at the same school, as far as they are told.
    package private(set) var sameNameRows: [Int] = []
    /// How many there are.
    package private(set) var sameNameCount = 0

    /// Rows of the same name that are told one by one.
    static let sameNamesMax = 20

    package init() {}

    /// First pass: notes one row.
    package mutating func note(_ row: TableRow) {
        let number = CodeText.plain(row[StaffColumn.number]).uppercased()
        if !number.isEmpty { numbers.note(Fingerprint.of(number), row: row.number) }
        let school = row[StaffColumn.schoolCode] + "/" + row[StaffColumn.school]
        let key = Fingerprint.of(row[StaffColumn.name], school)
        if names.conflict(ofAnswered: key, row: row.number) != nil {
            sameNameCount += 1
            if sameNameRows.count < StaffFileFacts.sameNamesMax {
                sameNameRows.append(row.number)
            }
        }
        names.note(key, row: row.number)
    }

    /// A warning about names that two rows bear at one school; `nil` when there is none.
    package var sameNames: Wording? {
        guard sameNameCount > 0 else { return nil }
        let rows = sameNameRows.map(String.init).joined(separator: ", ")
        let more = sameNameCount > sameNameRows.count ? " …" : ""
        return Wording(
            "同校同名 \(sameNameCount) 行（第 \(rows)\(more) 行）：请确认不是同一人重复填报。",
            "\(sameNameCount) rows bear a name twice at one school (rows \(rows)\(more)): make sure "
                + "that nobody stands there twice.")
    }
}
