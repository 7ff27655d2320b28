package import TaoliModels
package import TaoliPolicy

/// Judges resources as 教督〔2017〕6号 does: levels of each school, spread of each resource in a
/// district, each by itself and never their mean.
package struct ResourceCheck: Sendable {
    private let section: EvaluationSection

    /// One school with what it has in all, by resource.
    package struct School: Hashable, Sendable {
        /// The school's code.
        package let code: String
        /// The district it lies in.
        package let district: String
        package let stage: Stage
        /// On roll.
        package let students: Int
        /// By the pack's ids; a resource that is not there is missing.
        package let amounts: [String: Double]

        package init(
            code: String, district: String, stage: Stage, students: Int,
            amounts: [String: Double]
        ) {
            self.code = code
            self.district = district
            self.stage = stage
            self.students = students
            self.amounts = amounts
        }
    }

    /// What is found about one school or one district and stage.
    package struct Finding: Hashable, Sendable {
        /// The resource; `nil` for the school as a whole.
        package let resource: String?
        /// Code of the school or the district.
        package let subject: String
        package let stage: Stage
        package let verdict: Verdict
        /// Per student or hundred students, or the coefficient, or how many resources are enough.
        package let figure: Double?
        /// The level or the limit.
        package let bound: Double
        package let source: RuleSource
        /// E.g. which resources are missing or too far below.
        package let note: Wording?
    }

    /// - Parameter pack: its resources and their rules are used.
    package init(_ pack: PolicyPack) { section = pack[EvaluationSection.self] }

    /// By school: each resource, then the school as a whole.
    package func levels(_ schools: [School]) -> [Finding] {
        schools.flatMap { school in
            let own = section.resources.compactMap { level($0, school) }
            return own + section.resourceSchools.map { whole($0, school, own) }
        }
    }

    private func level(_ rule: ResourceRule, _ school: School) -> Finding? {
        guard let bound = rule.level(of: school.stage) else { return nil }
        let figure = figure(rule, school)
        return Finding(
            resource: rule.id, subject: school.code, stage: school.stage,
            verdict: Threshold(.atLeast, ExactShare(bound)).verdict(figure: figure),
            figure: figure, bound: bound.value, source: rule.source, note: nil)
    }

    private func figure(_ rule: ResourceRule, _ school: School) -> Double? {
        guard let amount = school.amounts[rule.id], school.students > 0 else { return nil }
        return amount * Double(rule.per) / Double(school.students)
    }

    /// At least so many are enough, and each of the others at least a share of its level.
    private func whole(_ rule: ResourceSchoolRule, _ school: School, _ own: [Finding]) -> Finding {
        let enough = own.count { $0.verdict == .met }
        let missing = own.filter { $0.verdict == .noData }.compactMap(\.resource)
        let far = own.filter { finding in
            finding.verdict == .notMet
                && (finding.figure ?? 0) < rule.rest.value * finding.bound
        }.compactMap(\.resource)
        let verdict: Verdict =
            own.isEmpty
            ? .notApplicable
            : !missing.isEmpty
                ? .noData : enough >= rule.atLeast && far.isEmpty ? .met : .notMet
        let names = (missing + far).joined(separator: ", ")
        return Finding(
            resource: nil, subject: school.code, stage: school.stage, verdict: verdict,
            figure: own.isEmpty ? nil : Double(enough), bound: Double(rule.atLeast),
            source: rule.source,
            note: names.isEmpty
                ? nil
                : Wording("缺数据或低于余项要求：\(names)", "missing, or too far below: \(names)"))
    }

    /// By district and stage: each resource's coefficient against its limit.
    package func spreads(_ schools: [School]) -> [Finding] {
        let districts = Set(schools.map(\.district)).sorted(by: ByteOrder.isBefore)
        return districts.flatMap { district in
            section.resourceSpreads.flatMap { rule -> [Finding] in
                let own = schools.filter { $0.district == district && $0.stage == rule.stage }
                return own.isEmpty ? [] : section.resources.map { spread($0, rule, district, own) }
            }
        }
    }

    private func spread(
        _ resource: ResourceRule, _ rule: ResourceSpreadRule, _ district: String,
        _ schools: [School]
    ) -> Finding {
        let missing = schools.filter { $0.amounts[resource.id] == nil }.map(\.code)
        let known = schools.compactMap { school in
            school.amounts[resource.id].map {
                ResourceSpread.School(students: Double(school.students), resource: $0)
            }
        }
        let coefficient = (try? ResourceSpread(known))?.coefficient
        let verdict: Verdict =
            schools.count < 2
            ? .notApplicable
            : missing.isEmpty
                ? Verdict.atMost(ExactShare(rule.atMost), figure: coefficient) : .noData
        let names = missing.joined(separator: ", ")
        return Finding(
            resource: resource.id, subject: district, stage: rule.stage, verdict: verdict,
            figure: coefficient, bound: rule.atMost.value, source: rule.source,
            note: names.isEmpty
                ? nil : Wording("缺数据的学校：\(names)", "schools without data: \(names)"))
    }
}
