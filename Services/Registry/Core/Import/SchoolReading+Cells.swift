import TaoliModels

/// The cells of a `schools` row that stand for themselves.
extension SchoolRowReader {
    func kind(_ row: TableRow, _ findings: inout RowFindings) -> SchoolKind? {
        let column = SchoolColumn.stage.rawValue
        let kind = row[column].isEmpty ? .unknown : CodeText.value(row[column], in: CodeText.kinds)
        if kind == .unknown {
            if case .stage(let given)? = findings.ask(ReadingTexts.stage(row, column)) {
                return given
            }
            return nil
        }
        if kind == nil {
            findings.refuse(
                "unknown-stage", column,
                CodeText.unknown(
                    row[column], what: Wording("学段", "stage"), in: CodeText.kinds))
        }
        return kind
    }

    func ownership(_ row: TableRow, _ findings: inout RowFindings) -> Ownership? {
        let column = SchoolColumn.ownership.rawValue
        if row[column].isEmpty { return nil }
        let ownership = CodeText.value(row[column], in: CodeText.ownerships)
        if ownership == nil {
            findings.refuse(
                "unknown-ownership", column,
                CodeText.unknown(
                    row[column], what: Wording("办学性质", "ownership"), in: CodeText.ownerships))
        }
        return ownership
    }

    /// `nil` for an empty cell too: it says nothing.
    func status(_ row: TableRow, _ findings: inout RowFindings) -> SchoolStatus? {
        let column = SchoolColumn.status.rawValue
        if row[column].isEmpty { return nil }
        let status = CodeText.value(row[column], in: CodeText.statuses)
        if SchoolStatus(named: CodeText.plain(row[column]).lowercased()) == .closed {
            findings.refuse(
                "unknown-status", column,
                Wording(
                    "停办不由导入登记；请将此格留空。", "No file closes a school: leave the cell empty."))
        } else if status == nil {
            findings.refuse(
                "unknown-status", column,
                CodeText.unknown(
                    row[column], what: Wording("办学状态", "status"), in: CodeText.statuses))
        }
        return status
    }

    func coordinates(_ row: TableRow, _ findings: inout RowFindings)
        -> (longitude: Double, latitude: Double)?
    {
        let (east, north) = (row[SchoolColumn.longitude], row[SchoolColumn.latitude])
        if east.isEmpty, north.isEmpty { return nil }
        guard let longitude = Double(CodeText.plain(east)),
            let latitude = Double(CodeText.plain(north)),
            (-180...180).contains(longitude), (-90...90).contains(latitude)
        else {
            findings.refuse(
                "impossible-coordinates", SchoolColumn.longitude.rawValue,
                Wording(
                    "经度应为 -180 到 180、纬度应为 -90 到 90 的数，且两格要同时填写；请改正。",
                    "Longitude is a number from -180 to 180, latitude from -90 to 90, and both are "
                        + "filled in or neither: correct them."))
            return nil
        }
        return (longitude, latitude)
    }
}
