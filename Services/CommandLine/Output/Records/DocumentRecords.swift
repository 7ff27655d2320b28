import TaoliContracts
import TaoliModels

extension Taoli_Registry_V1_Document: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("编号", "id") { document, _ in document.id },
            Column("文件", "document") { document, language in
                language == .zh ? document.kindChinese : document.kindEnglish
            },
            Column("时期", "period") { document, _ in document.period },
            Column("单位", "unit") { document, _ in
                document.unitName.isEmpty ? document.unit : document.unitName
            },
            Column("区", "district") { document, _ in document.district },
            Column("状态", "state") { DocumentTerms.state($0.state).text(in: $1) },
            Column("生效版本", "holds", alignment: .right) { document, _ in
                document.holds == 0 ? "" : "\(document.holds)"
            },
            Column("最新版本", "newest", alignment: .right) { document, _ in
                "\(document.versions.count)"
            },
            Column("待认可", "waits for") { document, language in
                document.waitsForCouncil
                    ? (language == .zh ? "理事会" : "council")
                    : document.waitingFor.map(\.name).joined(separator: " ")
            },
            Column("条款", "clause") { document, _ in document.clause },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "pack": .string(pack), "pack_version": .string(packVersion),
            "kind": .string(kind), "kind_zh": .string(kindChinese),
            "kind_en": .string(kindEnglish), "clause": .optional(clause), "unit": .string(unit),
            "unit_name": .optional(unitName), "district": .string(district),
            "period": .optional(period), "state": .string(state),
            "holds": holds == 0 ? .null : .integer(Int64(holds)),
            "versions": .array(versions.map(\.json)),
            "waiting_for": .array(waitingFor.map(\.json)),
            "waits_for_council": .bool(waitsForCouncil), "version": .integer(version),
        ]
    }
}

extension Taoli_Registry_V1_DocumentSchool: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("待认可的学校", "waits for") { school, _ in school.name },
            Column("编号", "id") { school, _ in school.schoolID },
        ]
    }

    var json: JSONValue { ["school_id": .string(schoolID), "name": .optional(name)] }
}

extension Taoli_Registry_V1_DocumentVersion: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("版本", "version", alignment: .right) { version, _ in "\(version.number)" },
            Column("标题", "title") { version, _ in version.title },
            Column("提出", "proposed") { version, _ in version.proposedOn },
            Column("认可", "accepted", alignment: .right) { version, _ in
                "\(version.acceptances.count)"
            },
            Column("生效", "in force") { version, _ in version.inForceFrom },
            Column("备案", "filing") { version, language in
                version.filing.isEmpty
                    ? ""
                    : DocumentTerms.state(version.filing).text(in: language) + " "
                        + version.filedOn + " " + version.filingNote
            },
            Column("方面", "chapters") { version, _ in
                version.chapters.joined(separator: " ")
            },
            Column("字节", "bytes", alignment: .right) { version, _ in "\(version.size)" },
            Column("存放", "kept") { version, _ in version.reference },
            Column("SHA-256", "SHA-256") { version, _ in version.sha256 },
        ]
    }

    var json: JSONValue {
        [
            "number": .integer(Int64(number)), "title": .string(title),
            "sha256": .string(sha256), "size": .integer(size),
            "media_type": .string(mediaType), "reference": .optional(reference),
            "chapters": .array(chapters.map { .string($0) }),
            "proposed_on": .string(proposedOn), "in_force_from": .optional(inForceFrom),
            "acceptances": .array(
                acceptances.map { ["by": .string($0.by), "on": .string($0.on)] }),
            "filing": .optional(filing), "filed_on": .optional(filedOn),
            "filing_note": .optional(filingNote),
        ]
    }
}

extension Taoli_Registry_V1_DueDocument: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("文件", "document") { due, language in
                language == .zh ? due.kindChinese : due.kindEnglish
            },
            Column("时期", "period") { due, _ in due.period },
            Column("状态", "state") { DocumentTerms.due($0.state).text(in: $1) },
            Column("版本", "version", alignment: .right) { due, _ in
                due.version == 0 ? "" : "\(due.version)"
            },
            Column("待认可", "waits for") { due, language in
                due.waitsForCouncil
                    ? (language == .zh ? "理事会" : "council")
                    : (due.waitingFor.isEmpty ? "" : "\(due.waitingFor.count)")
            },
            Column("条款", "clause") { due, _ in due.clause },
            Column("文件编号", "id") { due, _ in due.documentID },
        ]
    }

    var json: JSONValue {
        [
            "kind": .string(kind), "kind_zh": .string(kindChinese),
            "kind_en": .string(kindEnglish), "clause": .optional(clause),
            "period": .optional(period), "document_id": .optional(documentID),
            "version": version == 0 ? .null : .integer(Int64(version)), "state": .string(state),
            "waiting_for": .array(waitingFor.map { .string($0) }),
            "waits_for_council": .bool(waitsForCouncil),
        ]
    }
}

extension Taoli_Registry_V1_ListDueDocumentsResponse {
    var json: JSONValue {
        [
            "unit": .string(unit), "school_year": .string(schoolYear),
            "complete": .bool(complete), "documents": .array(documents.map(\.json)),
            "chapters": .array(
                chapters.map { chapter in
                    [
                        "id": .string(chapter.id), "name_zh": .string(chapter.nameChinese),
                        "name_en": .string(chapter.nameEnglish),
                        "clause": .optional(chapter.clause),
                        "document_ids": .array(chapter.documentIds.map { .string($0) }),
                    ]
                }),
        ]
    }
}

/// Words for what documents name in English keys; an unknown key stands as it is.
enum DocumentTerms {
    static func state(_ key: String) -> Term {
        let words = [
            "proposed": "待认可", "in_force": "已生效", "to_file": "待备案", "filed": "已备案",
            "returned": "已退回",
        ]
        return Term(key: key, chinese: words[key] ?? key)
    }

    static func due(_ key: String) -> Term {
        let words = ["missing": "缺少", "done": "完成"]
        return words[key].map { Term(key: key, chinese: $0) } ?? state(key)
    }
}
