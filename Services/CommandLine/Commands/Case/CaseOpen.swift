import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli case open`
struct CaseOpen: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Opens a case along the chain that the district's policy has for it.",
        discussion: """
            The answer shows the steps, who acts at each and which papers it asks for; answer the \
            first with `taoli case decide`.

            Examples:
              taoli case open found --name 桃李教育集团 --district 450102 --lead 桃李小学
              taoli case open join --group 桃李教育集团 --site 东山小学 --mode entrusted \
            --category weak --years 3
              taoli case open leave --group 桃李教育集团 --site 东山小学
              taoli case open recommend --group 桃李教育集团 --site 东山小学 \
            --person 0199c2f3-… --post vice_principal
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "found, join, leave, expel, extend or recommend.") var purpose: CasePurposeName
    @Option(help: "The group: id or full name (not for found).") var group: String?
    @Option(help: "The site that joins or is a member: id, external id or full name.") var site:
        String?
    @Option(help: "Founding: the new group's name.") var name: String?
    @Option(help: "Founding: its kind.", transform: Parse.groupKind)
    var kind = GroupKind.educationGroup
    @Option(help: "Founding: code of its district, or of the city.") var district: String?
    @Option(
        help: ArgumentHelp(
            "Founding: a site that leads it; may be repeated.", valueName: "site"))
    var lead: [String] = []
    @Option(help: "Joining: a membership mode of the policy, e.g. entrusted.") var mode: String?
    @Option(help: "Joining: what the bureau calls the school, e.g. new or weak.")
    var category: String?
    @Option(help: "Joining in a mode with a term, extending: its years.") var years: Int32?
    @Option(help: "Expelling: yearly_failure, veto or disobedience.") var ground: String?
    @Flag(help: "The school must be placed before its land is sold.") var beforeLandSale = false
    @Flag(help: "Posts of the establishment change.") var touchesEstablishment = false
    @Option(help: "Recommending: the person's id.", transform: Parse.id) var person: String?
    @Option(help: "Recommending: a leader's post, e.g. vice_principal.") var post: String?
    @Flag(help: "Recommending: to leave the post, not to have it.") var dismiss = false
    @Option(help: "Why; kept in the history.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func validate() throws {
        if purpose == .found {
            guard name != nil, district != nil, !lead.isEmpty else {
                throw ValidationError("Founding needs --name, --district and --lead.")
            }
        } else if group == nil || site == nil {
            throw ValidationError("\(purpose.rawValue) needs --group and --site.")
        } else if purpose == .recommend, person == nil || post == nil {
            throw ValidationError("recommend needs --person and --post.")
        }
    }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let opened = try await context.connected(to: .registry) { [self] remote in
            let groups = GroupFinder(
                calls: Taoli_Registry_V1_GroupService.Client(wrapping: remote.grpc), on: nil,
                rule: .full)
            var request = form(requestID)
            if let group { request.groupID = try await groups.publicID(named: group) }
            // Whoever joins is no member yet.
            let finder = try await MemberFinder.find(
                in: purpose == .join ? "" : request.groupID, on: nil, remote)
            if let site { request.siteID = try await finder.site(named: site) }
            for name in lead { request.leadSiteIds.append(try await finder.site(named: name)) }
            let calls = Taoli_Registry_V1_CaseService.Client(wrapping: remote.grpc)
            return try await calls.openCase(request).case
        }
        try context.show(opened)
    }

    private func form(_ requestID: String) -> Taoli_Registry_V1_OpenCaseRequest {
        .with {
            $0.requestID = requestID
            $0.purpose = purpose.rawValue
            $0.name = name ?? ""
            $0.kind = .init(kind)
            $0.district = district ?? ""
            $0.mode = mode ?? ""
            $0.category = category ?? ""
            $0.years = years ?? 0
            $0.ground = ground ?? ""
            $0.beforeLandSale = beforeLandSale
            $0.touchesEstablishment = touchesEstablishment
            $0.reason = reason
            $0.personID = person ?? ""
            $0.post = post ?? ""
            $0.isDismissal = dismiss
        }
    }
}
