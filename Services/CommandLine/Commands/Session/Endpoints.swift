/// Where each service is: the environment, else the key file, else the usual ports.
struct Endpoints: Sendable {
    private let surroundings: Surroundings
    private let keyFile: KeyFile?

    init(_ surroundings: Surroundings, keyFile: KeyFile?) {
        self.surroundings = surroundings
        self.keyFile = keyFile
    }

    /// `host:port`.
    subscript(_ service: ServiceName) -> String {
        surroundings[service.endpointVariable] ?? keyFile?.endpoint(of: service)
            ?? service.defaultEndpoint
    }
}
