import TaoliModels

/// Why a workbook as a whole cannot be read.
extension FileProblem {
    private static let saveAgain = Wording(
        "请在 Excel 或 WPS 中打开，另存为“Excel 工作簿(.xlsx)”后重新上传。",
        "Open it in Excel or WPS, save it as \"Excel Workbook (.xlsx)\" and upload it again.")

    /// The package or a part of it is broken.
    ///
    /// - Parameter part: which, for the log and for experts.
    static func damagedWorkbook(_ part: String) -> FileProblem {
        FileProblem(
            "damaged-workbook",
            text: Wording(
                "工作簿已损坏（\(part)）；\(saveAgain.chinese)",
                "The workbook is damaged (\(part)). \(saveAgain.english)"))
    }

    /// A package of parts that are encrypted.
    static let lockedWorkbook = FileProblem(
        "locked-workbook",
        text: Wording(
            "工作簿设有密码；请取消密码后重新上传。",
            "The workbook has a password: remove it and upload the file again."))

    /// The magic number of Excel 97-2003, in which encrypted .xlsx files are wrapped as well.
    static let legacyWorkbook = FileProblem(
        "legacy-xls",
        text: Wording(
            "文件是旧版 .xls 工作簿，或设有密码的工作簿；请在 Excel 或 WPS 中打开，取消密码，"
                + "另存为“Excel 工作簿(.xlsx)”后重新上传。",
            "The file is a workbook of Excel 97-2003 (.xls), or one with a password: open it, remove "
                + "the password, save it as \"Excel Workbook (.xlsx)\" and upload it again."))

    /// A page or XML under a spreadsheet's suffix, as many old systems export.
    static let fakeWorkbook = FileProblem(
        "fake-xls",
        text: Wording(
            "文件内容是网页或 XML（有的系统把它当作 .xls 导出），不是工作簿；\(saveAgain.chinese)",
            "The file's content is a web page or XML, which some systems export as .xls, not a "
                + "workbook. \(saveAgain.english)"))

    /// A ZIP file of another kind: a document, an OpenDocument or binary workbook, an archive.
    static func otherPackage(_ found: String) -> FileProblem {
        FileProblem(
            "not-a-workbook",
            text: Wording(
                "文件内容是 \(found)，不是 .xlsx 工作簿；\(saveAgain.chinese)",
                "The file's content is \(found), not an .xlsx workbook. \(saveAgain.english)"))
    }

    /// No sheet that a person could see.
    static let noVisibleSheet = FileProblem(
        "no-sheet",
        text: Wording(
            "工作簿中没有可见的工作表；请取消隐藏后重新上传。",
            "The workbook has no visible sheet: unhide it and upload the file again."))

    static func tooManyEntries(_ limits: WorkbookLimits) -> FileProblem {
        FileProblem(
            "workbook-too-large",
            text: Wording(
                "工作簿内的部件超过 \(limits.entriesMax) 个（entriesMax）；请只保留要导入的工作表。",
                "The workbook has more than \(limits.entriesMax) parts (entriesMax): keep only the "
                    + "sheet to import."))
    }

    /// More bytes than allowed come out of the package.
    ///
    /// - Parameter bound: the name of the limit.
    static func unpackedTooLarge(_ bound: String, _ limits: WorkbookLimits) -> FileProblem {
        let mebibytes = limits.unpackedBytesMax / 1_048_576
        return FileProblem(
            "workbook-too-large",
            text: Wording(
                "工作簿解压后过大（\(bound)：至多 \(mebibytes) MiB，至多为压缩前的 \(limits.ratioMax) 倍）；"
                    + "请删除多余的行列和格式，或改用 CSV。",
                "Unpacked, the workbook is too large (\(bound): \(mebibytes) MiB at most, and at most "
                    + "\(limits.ratioMax) times its packed size): remove needless rows, columns and "
                    + "formats, or use CSV."))
    }

    /// The texts that cells share need more memory than allowed.
    static func sharedTextsTooLarge(_ limits: WorkbookLimits) -> FileProblem {
        FileProblem(
            "workbook-too-large",
            text: Wording(
                "工作簿的文字超过 \(limits.sharedBytesMax / 1_048_576) MiB（sharedBytesMax）；"
                    + "请拆成几个文件，或改用 CSV。",
                "The workbook's texts exceed \(limits.sharedBytesMax / 1_048_576) MiB "
                    + "(sharedBytesMax): split the file, or use CSV."))
    }

    /// A merge whose meaning is unclear: its text would belong to several columns.
    static func mergedColumns(_ range: String) -> FileProblem {
        FileProblem(
            "merged-columns",
            text: Wording(
                "单元格区域 \(range) 跨列合并；请取消合并，每列单独填写后重新上传。"
                    + "（只在同一列内的合并可以保留。）",
                "The cells \(range) are merged over several columns: unmerge them and fill in each "
                    + "column. Merges within one column may stay."))
    }

    /// - Parameter mergesMax: `WorkbookLimits.mergesMax`.
    static func tooManyMerges(_ mergesMax: Int) -> FileProblem {
        FileProblem(
            "too-many-merges",
            text: Wording(
                "合并的单元格超过 \(mergesMax) 处（mergesMax）；请取消合并。",
                "There are more than \(mergesMax) merged ranges (mergesMax): unmerge them."))
    }

    /// The disk on which workbooks are laid down while they are read.
    static let noSpace = FileProblem(
        "no-space",
        text: Wording(
            "临时目录无法写入，工作簿无法打开；请联系管理员检查磁盘空间。",
            "The temporary folder cannot be written to, so the workbook cannot be opened: ask an "
                + "operator to look at the disk."))
}
