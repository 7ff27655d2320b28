package import TaoliModels

/// The ways in which somebody works at another school.
package enum PlacementKind: String, CaseIterable, Sendable {
    /// 轮岗: goes for years, full time.
    case rotation
    /// 骨干派驻: a key teacher is sent to a post.
    case keyDispatch = "key_dispatch"
    /// 托管团队: executive principal, middle managers, key teachers.
    case managementDispatch = "management_dispatch"
    /// 干部轮岗: leaders and middle managers change schools.
    case cadreRotation = "cadre_rotation"
    /// 挂职
    case secondment
    /// 跟岗
    case shadowing
    /// 师徒带教、青蓝结对
    case mentoring
    /// 名师工作室
    case studio
    /// 跨校兼课
    case partTime = "part_time"
    /// 柔性交流: any share of the working time, without a change of post.
    case flexible
    /// 送教上门、集体教研、合作培训
    case visiting
}

/// A kind of placement that a system knows.
package struct PlacementKindRule: Hashable, Sendable {
    /// Also the rule's id.
    package let kind: PlacementKind
    /// In the words of the system.
    package let name: Wording
    /// The shares towards which it counts; empty: none.
    package let toward: [String]
    /// The kind as which it is counted, where that is another one (TC-11, JD-15).
    package let countsAs: PlacementKind?
    /// Whether it may lead to another stage (TC-9).
    package let crossesStages: Bool
    /// The stages whose teachers it takes; empty: all (TC-30).
    package let stages: [Stage]
    /// Whether who did it well stands on the reserve list (JD-10).
    package let fillsReserve: Bool
    /// Whether leaders count only when they are eligible teachers who teach there (decision 4).
    package let isForLeaders: Bool
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        kind = reader.choice("id")
        name = reader.wording("name")
        toward = reader.texts("toward")
        countsAs = reader.optionalChoice("counts_as")
        crossesStages = reader.optionalFlag("crosses_stages") ?? false
        stages = reader.choices("stages")
        fillsReserve = reader.optionalFlag("fills_reserve") ?? false
        isForLeaders = reader.optionalFlag("for_leaders") ?? false
        source = reader.source()
    }
}
