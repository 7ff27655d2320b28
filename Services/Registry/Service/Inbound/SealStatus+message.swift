import SwiftProtobuf
import TaoliContracts
import TaoliRuntime

extension SealStatus {
    /// The status as sent.
    var message: Taoli_Registry_V1_GetKeyStatusResponse {
        .with {
            $0.keys = uses.map { use in
                .with {
                    $0.purpose = use.purpose.rawValue
                    $0.number = use.number
                    $0.isCurrent = use.isCurrent
                    $0.persons = use.persons
                    $0.importedPieces = use.pieces
                }
            }
            $0.outdatedPersons = outdatedPersons
            $0.outdatedPieces = outdatedPieces
        }
    }
}
