import ArgumentParser

/// The options of every command.
struct GlobalOptions: ParsableArguments {
    @Option(help: "How data is written: table, json or csv.")
    var format = OutputFormat.table

    @Option(help: "Language of messages: zh or en (default: by LC_ALL, LC_MESSAGES or LANG).")
    var lang: Language?

    @Flag(help: "Never ask; what would need an answer fails instead.")
    var noInput = false
}

/// As whom to act.
struct IdentityOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Act as the program account of this key file (default: TAOLI_KEY_FILE, then login).",
            valueName: "file"))
    var keyFile: String?
}
