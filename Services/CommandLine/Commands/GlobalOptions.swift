import ArgumentParser

/// The options of every command.
struct GlobalOptions: ParsableArguments {
    @Option(help: "How data is written: table, json, csv or xlsx (a workbook: --output FILE).")
    var format = FormatOption.table

    @Option(help: ArgumentHelp("The file to write; needed for xlsx.", valueName: "file"))
    var output: String?

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
