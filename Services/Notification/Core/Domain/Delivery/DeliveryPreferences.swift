/// How a unit wants to be told besides its inbox.
package struct DeliveryPreferences: Hashable, Sendable {
    /// What a channel carries.
    package enum Choice: String, CaseIterable, Sendable {
        /// Every message that the rules send by it.
        case all
        /// Only what the rules call urgent.
        case urgent
        /// Nothing.
        case none
    }

    /// In which language mail is written.
    package enum Tongue: String, CaseIterable, Sendable {
        /// Chinese, then English.
        case both
        /// Chinese.
        case zh
        /// English.
        case en
    }

    /// What goes to mailboxes.
    package let email: Choice
    /// What goes to programs.
    package let webhook: Choice
    /// Of mail; programs get both languages.
    package let language: Tongue
    /// For mail that is not urgent; `nil`: none.
    package let quiet: QuietHours?
    /// When the day's mail that is not urgent comes in one; `nil`: each at once.
    package let digestAt: MinuteOfDay?

    package init(
        email: Choice, webhook: Choice, language: Tongue, quiet: QuietHours?,
        digestAt: MinuteOfDay?
    ) {
        self.email = email
        self.webhook = webhook
        self.language = language
        self.quiet = quiet
        self.digestAt = digestAt
    }

    /// What holds for a unit that chose nothing: quiet from 21:00 to 08:00, the hours in which
    /// operators of mobile networks carry no notices either.
    package static let standard = DeliveryPreferences(
        email: .all, webhook: .all, language: .both,
        quiet: MinuteOfDay("21:00").flatMap { from in
            MinuteOfDay("08:00").flatMap { QuietHours(from: from, until: $0) }
        }, digestAt: nil)

    func choice(_ channel: EndpointKind) -> Choice { channel == .email ? email : webhook }
}

/// What an address is.
package enum EndpointKind: String, CaseIterable, Sendable {
    /// A mailbox, read by people.
    case email
    /// A program that gets signed requests.
    case webhook
}

/// How far an address is.
package enum EndpointState: String, CaseIterable, Sendable {
    /// The code that was sent there has not come back.
    case unverified
    /// It is told.
    case verified
    /// There is no such address, or nobody wants to be told there any more.
    case failed
    /// Its unit took it away.
    case removed
}
