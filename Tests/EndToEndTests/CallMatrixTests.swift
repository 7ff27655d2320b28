import EvaluationService
import GRPCCore
import NotificationService
import RegistryService
import RotationService
import TaoliHost
import TaoliRuntime
import Testing

extension CityTests {
    /// Every call by everybody, with an empty request.
    @Suite("Who may call what")
    struct CallMatrixTests {
        @Test(
            "The table of permissions names every method of the contracts, and no other",
            arguments: CityService.allCases)
        func complete(service: CityService) {
            let listed = CallTable.all.filter { $0.service == service }.map(\.method)
            #expect(Set(listed) == CallTable.contracts(of: service))
            #expect(Set(listed).count == listed.count)
        }

        @Test("Every rule of a service stands in the table")
        func rules() {
            let rules: [CityService: AuthorizationRules] = [
                .registry: RegistryService.rules, .rotation: RotationService.rules,
                .evaluation: EvaluationService.rules, .notification: NotificationService.rules,
            ]
            for (service, own) in rules {
                let listed = Set(CallTable.all.filter { $0.service == service }.map(\.method))
                #expect(Set(own.methods).subtracting(listed) == [], "\(service)")
            }
        }

        @Test(
            "A role outside a method's rule is refused, nobody has to sign in, and a role inside is answered",
            arguments: CallTable.all)
        func matrix(permission: CallPermission) async throws {
            let city = try City.here
            try await city.connected(to: permission.service) { client in
                for caller in TestCaller.allCases {
                    let token = try await caller.token(for: permission.service, in: city)
                    let answer = try await client.raw(permission.descriptor, [], token: token)
                    let told: Comment = "\(caller.rawValue): \(answer.text)"
                    if permission.admitted.includes(caller) {
                        #expect(Self.answers.contains(answer.code), told)
                    } else if caller == .nobody {
                        #expect(answer.code == .unauthenticated, told)
                        #expect(answer.slug == "unauthenticated", told)
                    } else {
                        #expect(answer.code == .permissionDenied, told)
                        #expect(answer.slug == "wrong-role", told)
                    }
                }
            }
        }

        /// What an empty request may be answered with: success, or a "no" about its content.
        private static let answers: [RPCError.Code?] = [
            nil, .invalidArgument, .notFound, .failedPrecondition, .alreadyExists,
        ]
    }
}
