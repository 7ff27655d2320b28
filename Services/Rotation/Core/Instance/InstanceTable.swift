package import TaoliModels

/// The files of an instance and their columns, as rotation.md and the shared instances name them.
package enum InstanceTable: String, CaseIterable, Sendable {
    /// Schools and their groups.
    case schools
    /// Teachers of all schools.
    case teachers
    /// Posts that receiving schools need filled.
    case needs
    /// Schools that teachers would like to go to.
    case preferences
    /// Ways from teachers' homes to receiving schools.
    case commute

    /// The file's name in the folder of the instance.
    package var fileName: String { rawValue + ".csv" }

    /// Whether a file without data rows makes sense: nobody has wishes, nothing is needed.
    package var mayBeEmpty: Bool { self != .schools }

    /// The columns that are read; others are ignored.
    package var layout: TableLayout {
        let columns =
            switch self {
            case .schools:
                [
                    TableColumn("school"), TableColumn("group"), TableColumn("stage"),
                    TableColumn("role"), TableColumn("capacity"),
                    TableColumn("team", isRequired: false),
                ]
            case .teachers:
                [
                    TableColumn("teacher"), TableColumn("school"), TableColumn("subject"),
                    TableColumn("stage"), TableColumn("key"), TableColumn("eligible"),
                    TableColumn("hardship"), TableColumn("willing"),
                    TableColumn("years_at_school", isRequired: false),
                    TableColumn("years_to_retirement", isRequired: false),
                    TableColumn("away_at", isRequired: false),
                ]
            case .needs:
                [
                    TableColumn("school"), TableColumn("subject"), TableColumn("need"),
                    TableColumn("weight"),
                ]
            case .preferences:
                [TableColumn("teacher"), TableColumn("rank"), TableColumn("school")]
            case .commute:
                [
                    TableColumn("teacher"), TableColumn("school"), TableColumn("minutes"),
                    TableColumn("extra_minutes"),
                ]
            }
        return TableLayout(name: rawValue, columns: columns)
    }
}
