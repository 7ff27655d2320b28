import TaoliModels
import TaoliRuntime

/// Who may call what; scope is checked in the database, finer scope by `Reader` and Core.
enum RegistryRules {
    static let rules: AuthorizationRules = [
        "taoli.registry.v1.IdentityService/SignIn": .open,
        "taoli.registry.v1.IdentityService/Refresh": .open,
        "taoli.registry.v1.IdentityService/ExchangeAssertion": .open,
        "taoli.registry.v1.AccountService/CreateAccount": .roles([.city, .district]),
        "taoli.registry.v1.AccountService/GrantRole": .roles([.city, .district]),
        "taoli.registry.v1.AccountService/RevokeGrant": .roles([.city, .district]),
        "taoli.registry.v1.AccountService/ListAccounts": .roles([.city, .district, .auditor]),
        "taoli.registry.v1.SchoolService/ListDistricts": .signedIn,
        "taoli.registry.v1.SchoolService/GetSchool": .signedIn,
        "taoli.registry.v1.SchoolService/ListSchools": .signedIn,
        "taoli.registry.v1.SchoolService/SchoolHistory": .signedIn,
        "taoli.registry.v1.GroupService/FoundGroup": .roles([.city, .district]),
        "taoli.registry.v1.GroupService/CloseGroup": .roles([.city, .district]),
        "taoli.registry.v1.GroupService/BeginMembership": .roles([.city, .district]),
        "taoli.registry.v1.GroupService/EndMembership": .roles([.city, .district]),
        "taoli.registry.v1.GroupService/GetGroup": .signedIn,
        "taoli.registry.v1.GroupService/ListGroups": .signedIn,
        "taoli.registry.v1.GroupService/GroupHistory": .signedIn,
        "taoli.registry.v1.CaseService/OpenCase": .roles([.city, .district, .group, .school]),
        "taoli.registry.v1.CaseService/AnswerStep": .roles([.city, .district, .group, .school]),
        "taoli.registry.v1.CaseService/ResubmitCase": .roles([.city, .district, .group, .school]),
        "taoli.registry.v1.CaseService/WithdrawCase": .roles([.city, .district, .group, .school]),
        "taoli.registry.v1.CaseService/DelegateStep": .roles([.city, .district, .group, .school]),
        "taoli.registry.v1.CaseService/GetCase": .signedIn,
        "taoli.registry.v1.CaseService/ListCases": .signedIn,
        "taoli.registry.v1.CaseService/PendingSteps": .signedIn,
        "taoli.registry.v1.PolicyService/BindPolicy": .roles([.city, .district]),
        "taoli.registry.v1.PolicyService/ListBindings": .signedIn,
        "taoli.registry.v1.PolicyService/GetPolicy": .signedIn,
        "taoli.registry.v1.ImportService/CreateImport": .roles([.city, .district]),
        "taoli.registry.v1.ImportService/UploadChunk": .roles([.city, .district]),
        "taoli.registry.v1.ImportService/CheckImport": .roles([.city, .district]),
        "taoli.registry.v1.ImportService/ApplyImport": .roles([.city, .district]),
        "taoli.registry.v1.ImportService/UndoImport": .roles([.city, .district]),
        "taoli.registry.v1.ImportService/GetImport": .roles([.city, .district, .auditor]),
        "taoli.registry.v1.ImportService/ListImportRows": .roles([.city, .district, .auditor]),
    ]
}
