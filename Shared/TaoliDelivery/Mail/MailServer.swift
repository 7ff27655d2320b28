/// The mail server that takes the product's mail on, and as whom it is spoken to.
package struct MailServer: Sendable {
    /// Whether the connection is encrypted.
    package enum Security: String, CaseIterable, Sendable {
        /// Nothing is encrypted: inside one machine or a protected network.
        case none
        /// STARTTLS; without it nothing is sent.
        case starttls
        /// TLS from the first byte.
        case tls
    }

    /// A name or an address.
    package let host: String
    /// From 1 to 65535.
    package let port: Int
    /// How the connection is protected.
    package let security: Security
    /// `nil`: without signing in.
    package let login: (user: String, password: String)?
    /// A file of authorities in PEM besides the system's; `nil` for none.
    package let authorities: String?

    package init(
        host: String, port: Int, security: Security, login: (user: String, password: String)?,
        authorities: String?
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.login = login
        self.authorities = authorities
    }
}
