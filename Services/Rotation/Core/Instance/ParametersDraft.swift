package import TaoliModels
import TaoliPolicy

/// Parameters as `params.json` or a pack names them, any of them absent.
package struct ParametersDraft: Hashable, Sendable, Decodable {
    /// Values by name; those of points as `points.<name>`.
    var values: [String: Int] = [:]
    var preferenceRanks: [Int]?
    /// Words chosen, by name.
    var choices: [String: String] = [:]

    /// A parameter that is missing or has a value it cannot have.
    package struct Problem: Error, Hashable, Sendable {
        /// As in the file, e.g. `points.unwilling`.
        package let name: String
        /// What is wrong and how to repair it.
        package let text: Wording
    }

    /// Nothing is given.
    package init() {}

    /// Reads the names that are known and leaves the others alone.
    ///
    /// - Throws: a `DecodingError` for what is no whole number.
    package init(from decoder: any Decoder) throws {
        let top = try decoder.container(keyedBy: Name.self)
        for name in ParametersDraft.names where top.contains(Name(name)) {
            values[name] = try ParametersDraft.whole(name, in: top)
        }
        for name in ParametersDraft.choiceNames where top.contains(Name(name)) {
            choices[name] = try top.decode(String.self, forKey: Name(name))
        }
        guard top.contains(Name("points")) else { return }
        let points = try top.nestedContainer(keyedBy: Name.self, forKey: Name("points"))
        for name in ParametersDraft.pointNames where points.contains(Name(name)) {
            values["points." + name] = try ParametersDraft.whole(name, in: points)
        }
        let key = Name("pref_rank")
        preferenceRanks = try points.decodeIfPresent([Double].self, forKey: key)?.map { rank in
            try ParametersDraft.whole(rank, key, in: points)
        }
    }

    /// `Int`'s own decoding does not say where a fraction stands.
    private static func whole(
        _ name: String, in container: KeyedDecodingContainer<Name>
    ) throws -> Int {
        try whole(container.decode(Double.self, forKey: Name(name)), Name(name), in: container)
    }

    private static func whole(
        _ value: Double, _ key: Name, in container: KeyedDecodingContainer<Name>
    ) throws -> Int {
        if let whole = Int(exactly: value) { return whole }
        throw DecodingError.dataCorruptedError(
            forKey: key, in: container, debugDescription: "not a whole number")
    }

    /// This draft with the other's values where it has any.
    package func overridden(by other: ParametersDraft) -> ParametersDraft {
        var result = self
        result.values.merge(other.values) { $1 }
        result.preferenceRanks = other.preferenceRanks ?? preferenceRanks
        result.choices.merge(other.choices) { $1 }
        return result
    }

    /// Sets one value by its name, as a person types it.
    ///
    /// - Throws: ``Problem`` for names and values that do not exist.
    package mutating func set(_ name: String, to text: String) throws(Problem) {
        if ParametersDraft.choiceNames.contains(name) {
            choices[name] = text
            return
        }
        if name == "points.pref_rank" {
            let ranks = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
            guard !ranks.contains(nil) else { throw ParametersDraft.notWhole(name) }
            preferenceRanks = ranks.compactMap { $0 }
            return
        }
        guard ParametersDraft.allNames.contains(name) else {
            throw ParametersDraft.unknown(name)
        }
        guard let value = Int(text) else { throw ParametersDraft.notWhole(name) }
        values[name] = value
    }

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private static let names = [
        "quota_pct", "max_out_pct", "key_pct", "team_min", "commute_max_min",
        "commute_max_hardship_min", "subject_loss_pct", "subject_loss_floor",
        "min_years_at_school", "min_years_to_retirement",
    ]
    private static let pointNames = [
        "unmet_per_weight", "surplus", "extra_minute", "pref_unlisted", "pref_none_given",
        "unwilling", "hardship",
    ]
    /// Parameters that are one of some words; each may be absent.
    private static let choiceNames = ["team_scope", "quota_counts", "small_schools"]
    private static var allNames: [String] { names + pointNames.map { "points." + $0 } }

    private static func notWhole(_ name: String) -> Problem {
        Problem(
            name: name,
            text: Wording("应为整数，请改正。", "A whole number is expected: correct it."))
    }

    private static func unknown(_ name: String) -> Problem {
        let all = allNames + ["points.pref_rank"] + choiceNames
        let near = NearestName.nearest(to: name, in: all)
        return Problem(
            name: name,
            text: Wording(
                "没有这个参数。" + (near.map { "是否应为 \($0)？" } ?? "")
                    + "可用：\(all.joined(separator: ", "))。",
                "There is no such parameter." + (near.map { " Is \($0) meant?" } ?? "")
                    + " There are: \(all.joined(separator: ", "))."))
    }
}

extension ParametersDraft {
    /// The parameters, all given and within their bounds.
    package func parameters() throws(Problem) -> PlanParameters {
        var result = try numbers()
        result.quotaCounts = try choice("quota_counts", .newlySent)
        result.smallSchools = try choice("small_schools", .wholeTeam)
        return result
    }

    private func numbers() throws(Problem) -> PlanParameters {
        PlanParameters(
            quotaPercent: try value("quota_pct", through: 100),
            maxOutPercent: try value("max_out_pct", through: 100),
            keyPercent: try value("key_pct", through: 100),
            teamMin: try value("team_min", through: InstanceLimits.countMax),
            teamScope: try choice("team_scope", .pair),
            commuteMaxMinutes: try value("commute_max_min", through: InstanceLimits.countMax),
            commuteMaxHardshipMinutes: try value(
                "commute_max_hardship_min", through: InstanceLimits.countMax),
            subjectLossPercent: try value("subject_loss_pct", through: 100),
            subjectLossFloor: try value("subject_loss_floor", through: InstanceLimits.countMax),
            minYearsAtSchool: try value("min_years_at_school", through: InstanceLimits.countMax),
            minYearsToRetirement: try value(
                "min_years_to_retirement", through: InstanceLimits.countMax),
            points: try points())
    }

    private func points() throws(Problem) -> PlanPoints {
        guard let ranks = preferenceRanks else { throw missing("points.pref_rank") }
        for rank in ranks where rank < 0 || rank > InstanceLimits.pointsMax {
            throw outside("points.pref_rank", InstanceLimits.pointsMax)
        }
        return PlanPoints(
            unmetPerWeight: try pointsValue("unmet_per_weight"),
            surplus: try pointsValue("surplus"), extraMinute: try pointsValue("extra_minute"),
            preferenceRanks: ranks, preferenceUnlisted: try pointsValue("pref_unlisted"),
            preferenceNoneGiven: try pointsValue("pref_none_given"),
            unwilling: try pointsValue("unwilling"), hardship: try pointsValue("hardship"))
    }

    private func pointsValue(_ name: String) throws(Problem) -> Int {
        try value("points." + name, through: InstanceLimits.pointsMax)
    }

    /// One of a kind's words; the kind's usual one when nothing is said.
    private func choice<Kind>(_ name: String, _ usual: Kind) throws(Problem) -> Kind
    where Kind: RawRepresentable<String> & CaseIterable {
        guard let text = choices[name] else { return usual }
        if let choice = Kind(rawValue: text) { return choice }
        let names = Kind.allCases.map(\.rawValue).joined(separator: ", ")
        throw Problem(name: name, text: Wording("应为 \(names) 之一。", "It is one of \(names)."))
    }

    private func value(_ name: String, through most: Int) throws(Problem) -> Int {
        guard let value = values[name] else { throw missing(name) }
        guard value >= 0, value <= most else { throw outside(name, most) }
        return value
    }

    private func missing(_ name: String) -> Problem {
        Problem(
            name: name, text: Wording("缺少这个参数，请补上。", "This parameter is missing: add it."))
    }

    private func outside(_ name: String, _ most: Int) -> Problem {
        Problem(
            name: name,
            text: Wording("应在 0 到 \(most) 之间，请改正。", "It must be from 0 to \(most): correct it."))
    }
}
