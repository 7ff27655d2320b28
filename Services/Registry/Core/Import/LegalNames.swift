/// Which legal names a file gives to which sites, in bounded memory, and which answers chose one.
struct LegalNames: Sendable {
    private var names: [UInt64: UInt64] = [:]
    /// Sites with two legal names.
    private var conflicts: Set<UInt64> = []
    /// For sites whose name an answer accepted: the name, and whether two answers disagree.
    private var chosen: [UInt64: (name: String, disagree: Bool)] = [:]

    /// Notes that the file gives the site this legal name; `isChosen` when an answer accepts it.
    mutating func note(_ name: String, site: UInt64, isChosen: Bool) {
        let print = Fingerprint.of(name)
        if let known = names[site] {
            if known != print { conflicts.insert(site) }
        } else {
            names[site] = print
        }
        guard isChosen else { return }
        if let earlier = chosen[site] {
            if earlier.name != name { chosen[site] = (earlier.name, true) }
        } else {
            chosen[site] = (name, false)
        }
    }

    /// Whether the file gives the site more than one legal name.
    func isDisputed(site: UInt64) -> Bool { conflicts.contains(site) }

    /// The name that answers chose for the site; `nil` when none did or they disagree.
    func choice(site: UInt64) -> String? {
        guard let choice = chosen[site], !choice.disagree else { return nil }
        return choice.name
    }

    /// Whether answers accept two different names for the site.
    func answersDisagree(site: UInt64) -> Bool { chosen[site]?.disagree ?? false }
}
