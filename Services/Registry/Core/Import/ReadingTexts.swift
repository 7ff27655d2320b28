import TaoliModels

/// Questions and refusals that several kinds of file share.
enum ReadingTexts {
    static func duplicate(_ other: Int) -> Wording {
        Wording(
            "同一编号也在第 \(other) 行；无法判断哪一行正确，请只保留一行。",
            "Row \(other) bears the same id, and nothing says which is right: keep one.")
    }

    static func idTaken(by other: Int) -> Wording {
        Wording(
            "回答给出的编号已用于第 \(other) 行；请核对。",
            "The id given is used in row \(other) already: check it.")
    }

    static func noID(_ row: TableRow, _ column: Int) -> RowQuestion {
        RowQuestion(
            .noID, row, column,
            Wording("学校没有编号；编号是什么？", "The school has no id: which is it?"))
    }

    static func stage(_ row: TableRow, _ column: Int) -> RowQuestion {
        RowQuestion(
            .stage, row, column, Wording("学段未知；是哪个学段？", "The stage is unknown: which is it?"))
    }

    /// The question that a marker raises.
    static func marked(
        _ question: DoubtQuestion, _ phrase: String, _ row: TableRow, _ column: Int
    ) -> RowQuestion {
        let shown = RowProblem.shown(phrase)
        let text =
            switch question {
            case .planned:
                Wording(
                    "“\(shown)”：学校似乎尚未开办；仍要登记吗？",
                    "\"\(shown)\": not open yet; record it all the same?")
            case .notASchool:
                Wording(
                    "“\(shown)”：似乎不是学校；仍要登记吗？",
                    "\"\(shown)\": not a school; record it all the same?")
            case .outside:
                Wording(
                    "“\(shown)”：似乎在本市以外；仍要登记吗？",
                    "\"\(shown)\": outside the city; record it all the same?")
            default:
                Wording(
                    "“\(shown)”：来源自己存疑；这一行正确吗？",
                    "\"\(shown)\": the source itself doubts it; is the row right?")
            }
        return RowQuestion(question, row, column, value: phrase, text)
    }

    /// Refuses a district's code that the register does not know.
    static func unknownDistrict(_ code: String, _ register: RegisterSnapshot) -> Wording {
        let codes = register.districts.keys.map(\.rawValue).sorted()
        if codes.isEmpty {
            return Wording(
                "登记库还没有区；请先导入 districts 文件。",
                "The register has no districts yet: import the districts file first.")
        }
        let near = NearestName.nearest(to: code, in: codes)
        return Wording(
            "没有这个区代码" + (near.map { "；是否应为 \($0)？" } ?? "；请改正，或先导入该区。"),
            "There is no such district"
                + (near.map { ": is \($0) meant?" }
                    ?? ": correct the code, or import the district first."))
    }
}
