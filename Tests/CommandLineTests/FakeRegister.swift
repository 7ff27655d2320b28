import GRPCCore
import SwiftProtobuf
import Synchronization
import TaoliContracts
import TaoliModels

@testable import taoli

struct FakeGroups: Taoli_Registry_V1_GroupService.SimpleServiceProtocol {
    let city: FakeCity

    /// Pages of two groups.
    func listGroups(request: Taoli_Registry_V1_ListGroupsRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_ListGroupsResponse
    {
        let groups = city.state.withLock { $0.groups }.filter {
            request.name.isEmpty || $0.name.contains(request.name)
        }
        let start = Int(request.page.cursor) ?? 0
        return .with {
            $0.groups = Array(groups.dropFirst(start).prefix(2))
            $0.nextCursor = start + 2 < groups.count ? String(start + 2) : ""
        }
    }

    func getGroup(request: Taoli_Registry_V1_GetGroupRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_GetGroupResponse
    {
        guard let group = city.state.withLock({ $0.groups }).first(where: { $0.id == request.id })
        else { throw FakeGroups.absent }
        return .with { $0.group = group }
    }

    func endMembership(request: Taoli_Registry_V1_EndMembershipRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_EndMembershipResponse
    {
        try city.state.withLock { state in
            state.requestIDs.append(request.requestID)
            guard let at = state.groups.firstIndex(where: { $0.id == request.groupID }) else {
                throw FakeGroups.absent
            }
            state.groups[at].members.removeAll { $0.siteID == request.siteID }
            return .with { $0.group = state.groups[at] }
        }
    }

    func foundGroup(request: Taoli_Registry_V1_FoundGroupRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_FoundGroupResponse
    { throw FakeGroups.absent }

    func findGroups(request: Taoli_Registry_V1_FindGroupsRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_FindGroupsResponse
    {
        .with {
            guard request.name == "桃李" else { return }
            $0.groups = [
                .with {
                    ($0.id, $0.name) = ("0199c2f3-0000-7000-8000-000000000001", "桃李教育集团")
                    $0.district = "440105"
                }
            ]
            $0.more = true
        }
    }

    func compareDays(request: Taoli_Registry_V1_CompareDaysRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_CompareDaysResponse
    {
        .with {
            $0.differences = [
                .with {
                    $0.what = "joined"
                    $0.on = request.to
                    $0.groupName = "桃李, 集团"
                    $0.siteID = "1"
                    $0.siteName = "=东山小学"
                    $0.role = .member
                }
            ]
        }
    }

    func getCoverage(request: Taoli_Registry_V1_GetCoverageRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_GetCoverageResponse
    { throw FakeGroups.absent }

    func closeGroup(request: Taoli_Registry_V1_CloseGroupRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_CloseGroupResponse
    {
        city.state.withLock { $0.closed.append(request.groupID) }
        return .with { $0.group.id = request.groupID }
    }

    func beginMembership(request: Taoli_Registry_V1_BeginMembershipRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_BeginMembershipResponse
    { throw FakeGroups.absent }

    func groupHistory(request: Taoli_Registry_V1_GroupHistoryRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_GroupHistoryResponse
    { throw FakeGroups.absent }

    private static let absent = Refusal(
        .notFound, "group-not-found", what: Wording("没有这个集团。", "There is no such group."),
        next: Wording("请检查编号。", "Check the id."))
}

struct FakeAccounts: Taoli_Registry_V1_AccountService.SimpleServiceProtocol {
    let city: FakeCity

    func createAccount(request: Taoli_Registry_V1_CreateAccountRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_CreateAccountResponse
    {
        guard request.login != "taken" else {
            throw Refusal(
                .alreadyExists, "login-taken", what: Wording("已占用。", "Taken."),
                next: Wording("请换一个。", "Choose another."))
        }
        city.state.withLock { $0.account = request }
        return .with {
            $0.account.id = FakeCity.accountID
            $0.account.login = request.login
            $0.account.kind = request.kind
        }
    }

    func grantRole(request: Taoli_Registry_V1_GrantRoleRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_GrantRoleResponse
    { .init() }

    func revokeGrant(request: Taoli_Registry_V1_RevokeGrantRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_RevokeGrantResponse
    { .init() }

    func listAccounts(request: Taoli_Registry_V1_ListAccountsRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_ListAccountsResponse
    { .init() }
}
