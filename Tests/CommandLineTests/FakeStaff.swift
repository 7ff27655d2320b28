import GRPCCore
import SwiftProtobuf
import Synchronization
import TaoliContracts
import TaoliModels

@testable import taoli

/// Staff of one person in memory.
struct FakeStaff: Taoli_Registry_V1_StaffService.SimpleServiceProtocol {
    static let id = "0199c2f6-0000-7000-8000-000000000001"

    let city: FakeCity

    static let person = Taoli_Registry_V1_Person.with {
        $0.id = id
        $0.name = "买买提·艾力"
        $0.numberMasked = "990001********001X"
        $0.phoneMasked = "120****5678"
        $0.keyLevel = "key_teacher"
        $0.yearsAtSchool = 6
        $0.employments = [
            .with {
                $0.id = id
                $0.schoolName = "东山小学"
                $0.post = "teacher"
                $0.subject = "chinese"
                $0.from = "2020-09-01"
            }
        ]
    }

    private static let absent = RPCError(code: .notFound, message: "absent")

    func getPerson(request: Taoli_Registry_V1_GetPersonRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_GetPersonResponse
    {
        .with { $0.person = FakeStaff.person }
    }

    func listPersons(request: Taoli_Registry_V1_ListPersonsRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_ListPersonsResponse
    {
        city.state.withLock { $0.soughtNumber = request.number }
        return .with { $0.persons = [FakeStaff.person] }
    }

    func revisePerson(request: Taoli_Registry_V1_RevisePersonRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_RevisePersonResponse
    {
        city.state.withLock { $0.revised = request }
        return .with { $0.person = FakeStaff.person }
    }

    func revealPerson(request: Taoli_Registry_V1_RevealPersonRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_RevealPersonResponse
    {
        .with {
            $0.document = "resident_card"
            $0.number = "99000119800229001X"
        }
    }

    func listReveals(request: Taoli_Registry_V1_ListRevealsRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_ListRevealsResponse
    {
        .with {
            $0.reveals = [
                .with {
                    $0.personID = request.personID
                    $0.reason = "核对"
                }
            ]
        }
    }

    func exportPersons(request: Taoli_Registry_V1_ExportPersonsRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_ExportPersonsResponse
    {
        city.state.withLock { $0.exported = request }
        return .with {
            $0.persons = [
                .with {
                    $0.person = FakeStaff.person
                    $0.number = "99000119800229001X"
                    $0.phone = "12012345678"
                }
            ]
        }
    }

    func getKeyStatus(request: Taoli_Registry_V1_GetKeyStatusRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_GetKeyStatusResponse
    {
        .with {
            $0.keys = [
                .with {
                    $0.purpose = "encrypt"
                    $0.number = 1
                },
                .with {
                    $0.purpose = "encrypt"
                    $0.number = 2
                    $0.isCurrent = true
                    $0.persons = 7
                },
            ]
        }
    }

    func registerPerson(request: Taoli_Registry_V1_RegisterPersonRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_RegisterPersonResponse
    { throw FakeStaff.absent }

    func beginEmployment(
        request: Taoli_Registry_V1_BeginEmploymentRequest, context: ServerContext
    ) async throws -> Taoli_Registry_V1_BeginEmploymentResponse { throw FakeStaff.absent }

    func endEmployment(request: Taoli_Registry_V1_EndEmploymentRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_EndEmploymentResponse
    { throw FakeStaff.absent }

    func transferPerson(request: Taoli_Registry_V1_TransferPersonRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_TransferPersonResponse
    { throw FakeStaff.absent }

    func awardLevel(request: Taoli_Registry_V1_AwardLevelRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_AwardLevelResponse
    { throw FakeStaff.absent }

    func withdrawLevel(request: Taoli_Registry_V1_WithdrawLevelRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_WithdrawLevelResponse
    { throw FakeStaff.absent }

    func personHistory(request: Taoli_Registry_V1_PersonHistoryRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_PersonHistoryResponse
    { throw FakeStaff.absent }

    func setEstablishment(
        request: Taoli_Registry_V1_SetEstablishmentRequest, context: ServerContext
    ) async throws -> Taoli_Registry_V1_SetEstablishmentResponse { throw FakeStaff.absent }

    func getEstablishment(
        request: Taoli_Registry_V1_GetEstablishmentRequest, context: ServerContext
    ) async throws -> Taoli_Registry_V1_GetEstablishmentResponse { throw FakeStaff.absent }
}
