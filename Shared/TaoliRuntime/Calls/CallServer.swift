package import GRPCCore
import GRPCNIOTransportHTTP2
package import Logging
import ServiceLifecycle
import TaoliModels

/// A service's gRPC server: transport, interceptors in their fixed order, methods.
///
/// Order, outermost first: observation (trace, log, metrics), error mapping, deadline, access, and
/// what the service adds.
package struct CallServer: Service {
    /// How long open calls may go on after a stop was asked for (messaging.md, shutdown).
    package static let graceTime = Duration.seconds(5)

    private let server: GRPCServer<SizeCappedTransport>
    private let logger: Logger

    /// Composes the server.
    ///
    /// - Parameters:
    ///   - host: IPv4 address on which it listens.
    ///   - port: 0 takes any free one; see ``port``.
    ///   - services: generated services; ``HealthService`` is added here.
    ///   - rules: one line a method; those of health are added here.
    ///   - classifiers: recognise errors of other modules, see ``ErrorMapping``.
    ///   - admission: asked last, about callers who may call.
    package init(
        host: String = "127.0.0.1", port: Int = 0, services: [any RegistrableRPCService],
        rules: AuthorizationRules, verifier: any CallerVerifier, health: HealthBoard,
        deadlines: DeadlinePolicy = DeadlinePolicy(),
        classifiers: [ErrorMapping.Classifier] = [], admission: [any ServerInterceptor] = [],
        logger: Logger
    ) {
        self.logger = logger
        server = GRPCServer(
            transport: SizeCappedTransport(host: host, port: port, graceTime: Self.graceTime),
            services: services + [HealthService(board: health)],
            interceptors: [
                ObservationInterceptor(logger: logger),
                FailureInterceptor(mapping: ErrorMapping(classifiers: classifiers, logger: logger)),
                DeadlineInterceptor(policy: deadlines),
                AccessInterceptor(
                    rules: rules.merging(HealthService.rules), verifier: verifier),
            ] + admission)
    }

    /// The port on which calls are taken. Waits until it is bound; throws when it cannot be.
    package var port: Int {
        get async throws {
            let address = try await server.transport.listeningAddress
            return address.ipv4?.port ?? address.ipv6?.port ?? 0
        }
    }

    /// Serves until a graceful stop is asked for; then open calls may end within ``graceTime``.
    package func run() async throws {
        try await withGracefulShutdownHandler {
            try await server.serve()
        } onGracefulShutdown: {
            server.beginGracefulShutdown()
        }
        logger.info("gRPC server has stopped")
    }

    /// The methods that a set of services would register, for comparing with rules.
    package static func methods(of services: [any RegistrableRPCService]) -> [MethodDescriptor] {
        var router = RPCRouter<SizeCappedTransport>()
        for service in services { service.registerMethods(with: &router) }
        return router.methods
    }
}
