import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels

/// Events of merging, splitting, renaming and designating.
enum StructureMessages {
    static func merged(
        _ id: GroupID, _ successor: GroupID, _ date: CalendarDate, _ reason: String
    ) -> Taoli_Registry_Events_V1_GroupMerged {
        .with {
            $0.groupID = id.description
            $0.successorID = successor.description
            $0.mergedOn = date.description
            $0.reason = reason
        }
    }

    static func split(
        _ id: GroupID, _ successors: [GroupID], _ date: CalendarDate, _ reason: String
    ) -> Taoli_Registry_Events_V1_GroupSplit {
        .with {
            $0.groupID = id.description
            $0.successorIds = successors.map(\.description)
            $0.splitOn = date.description
            $0.reason = reason
        }
    }

    static func tookOver(_ item: GroupSuccession) -> Taoli_Registry_Events_V1_GroupTookOver {
        .with {
            $0.groupID = item.successor.description
            $0.predecessorID = item.predecessor.description
            $0.way = item.way.rawValue
            $0.on = item.on.description
            $0.reason = item.reason
        }
    }

    static func renamed(_ id: GroupID, _ change: NameChange)
        -> Taoli_Registry_Events_V1_GroupRenamed
    {
        .with {
            $0.groupID = id.description
            $0.name = change.name
            $0.formerName = change.former
            $0.from = change.on.description
            $0.reason = change.reason
        }
    }

    static func designated(_ id: GroupID, _ item: Designation)
        -> Taoli_Registry_Events_V1_GroupDesignated
    {
        .with {
            $0.groupID = id.description
            $0.designationID = item.id.description
            $0.what = item.kind.rawValue
            $0.value = item.value
            $0.nameChinese = item.name.chinese
            $0.nameEnglish = item.name.english
            $0.from = item.validity.from.description
            $0.until = item.validity.until?.description ?? ""
            $0.reason = item.reason
        }
    }

    static func designated(_ id: SchoolID, _ item: Designation)
        -> Taoli_Registry_Events_V1_SchoolDesignated
    {
        .with {
            $0.schoolID = id.description
            $0.designationID = item.id.description
            $0.what = item.kind.rawValue
            $0.value = item.value
            $0.nameChinese = item.name.chinese
            $0.nameEnglish = item.name.english
            $0.stage = item.stage?.rawValue ?? ""
            $0.from = item.validity.from.description
            $0.until = item.validity.until?.description ?? ""
            $0.reason = item.reason
        }
    }
}
