import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPolicy

extension UnitView {
    /// The unit as sent.
    var message: Taoli_Registry_V1_Unit {
        .with {
            $0.unit = unit.description
            $0.name = name
            $0.district = district.rawValue
            $0.on = on.description
            $0.names = names.periods.map { period in
                .with {
                    $0.name = period.name
                    $0.from = period.from?.description ?? ""
                    $0.until = period.until?.description ?? ""
                }
            }
            $0.links = links.map(\.message)
            $0.designations = designations.map { $0.message(unitName: name, district: district) }
            $0.rights = rights.map { right in
                .with {
                    $0.id = right.id
                    $0.nameChinese = right.name.chinese
                    $0.nameEnglish = right.name.english
                    $0.clause = right.source.clause ?? ""
                }
            }
        }
    }
}

extension UnitView.Link {
    /// The link as sent.
    var message: Taoli_Registry_V1_UnitLink {
        .with {
            $0.relation = relation
            $0.way = way
            $0.unit = unit
            $0.name = name
            $0.on = on
            $0.reason = reason
        }
    }
}

extension Designation {
    /// What is said, with whose it is.
    func message(unitName: String, district: DistrictCode) -> Taoli_Registry_V1_Designation {
        .with {
            $0.id = id.description
            $0.unit = UnitKey(subject).description
            $0.unitName = unitName
            $0.district = district.rawValue
            $0.what = kind.rawValue
            $0.value = value
            $0.nameChinese = name.chinese
            $0.nameEnglish = name.english
            $0.stage = stage?.rawValue ?? ""
            $0.from = validity.from.description
            $0.until = validity.until?.description ?? ""
            $0.reason = reason
        }
    }
}

extension ListedDesignation {
    /// The row as sent.
    var message: Taoli_Registry_V1_Designation {
        item.message(unitName: unitName, district: district)
    }
}

extension GradeShare {
    /// The row as sent.
    var message: Taoli_Registry_V1_GradeShare {
        .with {
            $0.district = district.rawValue
            $0.schoolYear = year.description
            $0.grade = grade
            $0.nameChinese = name.chinese
            $0.nameEnglish = name.english
            $0.units = Int32(units)
            $0.unitsOrHigher = Int32(orHigher)
            $0.allUnits = Int32(all)
        }
    }
}
