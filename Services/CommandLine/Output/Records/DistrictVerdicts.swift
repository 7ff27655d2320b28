import TaoliContracts

/// How a district's units stand under a pack (SH-19): the city's roll-up of their records.
struct DistrictVerdicts: Presentable {
    let district: String
    /// Empty for a district that registry does not tell of.
    let name: String
    let pack: String
    let year: String
    /// Those that have a name now.
    let named: Int
    /// Those with a result of the year by the standards.
    let assessed: Int
    let met: Int
    let notMet: Int

    init(
        district: String, name: String, pack: String, year: String,
        units: [Taoli_Evaluation_V1_VerdictRecord]
    ) {
        self.district = district
        self.name = name
        self.pack = pack
        self.year = year
        named = units.count { !$0.namedOn.isEmpty && $0.revokedOn.isEmpty }
        let counted = units.compactMap { unit in
            unit.years.last { $0.year == year && $0.kind == "standards" && $0.replacedOn.isEmpty }
        }
        let results = counted.map(\.result)
        assessed = results.count
        met = results.count { $0 == "met" }
        notMet = results.count { $0 == "not_met" }
    }

    static var columns: [Column<Self>] {
        [
            Column("区代码", "code") { item, _ in item.district },
            Column("区", "district") { item, _ in item.name },
            Column("政策包", "pack") { item, _ in item.pack },
            Column("年度", "year") { item, _ in item.year },
            Column("已命名", "named", alignment: .right) { item, _ in "\(item.named)" },
            Column("参评", "assessed", alignment: .right) { item, _ in "\(item.assessed)" },
            Column("达标", "met", alignment: .right) { item, _ in "\(item.met)" },
            Column("未达标", "not met", alignment: .right) { item, _ in "\(item.notMet)" },
        ]
    }

    var json: JSONValue {
        [
            "district": .string(district), "name": .optional(name), "pack": .string(pack),
            "year": .string(year), "named": .integer(Int64(named)),
            "assessed": .integer(Int64(assessed)), "met": .integer(Int64(met)),
            "not_met": .integer(Int64(notMet)),
        ]
    }
}
