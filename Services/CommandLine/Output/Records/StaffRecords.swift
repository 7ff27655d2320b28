import TaoliContracts
import TaoliModels

extension Taoli_Registry_V1_Person: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("编号", "id") { person, _ in person.id },
            Column("姓名", "name") { person, _ in person.name },
            Column("证件号码", "number") { person, _ in person.numberMasked },
            Column("电话", "phone") { person, _ in person.phoneMasked },
            Column("学校", "school") { person, _ in person.mainPost?.schoolName ?? "" },
            Column("岗位", "post") { person, language in
                StaffTerms.post(person.mainPost?.post ?? "").text(in: language)
            },
            Column("学科", "subject") { person, language in
                StaffTerms.subject(person.mainPost?.subject ?? "").text(in: language)
            },
            Column("骨干级别", "level") { person, language in
                StaffTerms.level(person.keyLevel).text(in: language)
            },
            Column("职称", "title") { StaffTerms.title($0.title).text(in: $1) },
            Column("本校年限", "years here", alignment: .right) { person, _ in
                person.yearsAtSchool < 0 ? "" : "\(person.yearsAtSchool)"
            },
            Column("参加工作", "working since") { person, _ in person.workingSince },
            Column("区", "district") { person, _ in person.district },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "name": .string(name), "district": .string(district),
            "document": .optional(document), "number_masked": .optional(numberMasked),
            "phone_masked": .optional(phoneMasked), "working_since": .optional(workingSince),
            "teaching_since": .optional(teachingSince), "title": .optional(title),
            "principal_grade": .optional(principalGrade), "key_level": .optional(keyLevel),
            "years_at_school": yearsAtSchool < 0 ? .null : .integer(Int64(yearsAtSchool)),
            "employments": .array(employments.map(\.json)),
            "levels": .array(levels.map(\.json)), "version": .integer(version),
        ]
    }

    /// The main post that has not ended, else the last one.
    var mainPost: Taoli_Registry_V1_Employment? {
        let mains = employments.filter { !$0.concurrent }
        return mains.last { $0.until.isEmpty } ?? mains.last
    }
}

extension Taoli_Registry_V1_Employment: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("任职编号", "employment") { post, _ in post.id },
            Column("学校", "school") { post, _ in post.schoolName },
            Column("岗位", "post") { StaffTerms.post($0.post).text(in: $1) },
            Column("兼任", "concurrent") { post, language in
                guard post.concurrent else { return "" }
                let mark = language == .zh ? "兼任" : "concurrent"
                let outside = language == .zh ? "（不占职数）" : " (outside limit)"
                return post.outsideLimit ? mark + outside : mark
            },
            Column("学科", "subject") { StaffTerms.subject($0.subject).text(in: $1) },
            Column("学段", "stage") { post, language in
                post.stage.isEmpty ? "" : stageNames([post.stage], language)
            },
            Column("开始", "from") { post, _ in post.from },
            Column("结束", "until") { post, _ in post.until },
            Column("入校", "at school since") { post, _ in post.schoolSince },
            Column("渠道", "channel") { StaffTerms.channel($0.channel).text(in: $1) },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "school_id": .string(schoolID),
            "school_name": .optional(schoolName), "concurrent": .bool(concurrent),
            "post": .string(post), "subject": .optional(subject), "stage": .optional(stage),
            "from": .string(from), "until": .optional(until),
            "school_since": .string(schoolSince), "outside_limit": .bool(outsideLimit),
            "channel": .optional(channel),
        ]
    }
}

extension Taoli_Registry_V1_KeyLevel: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("称号编号", "award") { level, _ in level.id },
            Column("级别", "level") { StaffTerms.level($0.level).text(in: $1) },
            Column("开始", "from") { level, _ in level.from },
            Column("结束", "until") { level, _ in level.until },
            Column("授予", "issuer") { level, _ in level.issuer },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "level": .string(level), "from": .string(from),
            "until": .optional(until), "issuer": .optional(issuer),
        ]
    }
}

extension Taoli_Registry_V1_RevealPersonResponse: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("证件", "document") { answer, _ in answer.document },
            Column("证件号码", "number") { answer, _ in answer.number },
            Column("电话", "phone") { answer, _ in answer.phone },
        ]
    }

    var json: JSONValue {
        [
            "document": .optional(document), "number": .optional(number),
            "phone": .optional(phone),
        ]
    }
}

/// What a look at a person shows, in Chinese.
private let revealed = ["number": "证件号码", "phone": "电话", "export": "导出"]

extension Taoli_Registry_V1_Reveal: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("时间", "revealed at") { reveal, _ in reveal.revealedAt },
            Column("人员", "person") { reveal, _ in reveal.personName },
            Column("人员编号", "person id") { reveal, _ in reveal.personID },
            Column("内容", "fields") { CodeWords.list($0.fields, revealed, in: $1) },
            Column("操作者", "actor") { reveal, _ in reveal.actor },
            Column("身份", "role") { RoleWords.place($0.actorRole, in: $1) },
            Column("原因", "reason") { reveal, _ in reveal.reason },
        ]
    }

    var json: JSONValue {
        [
            "person_id": .string(personID), "person_name": .optional(personName),
            "fields": .array(fields.map { .string($0) }), "reason": .string(reason),
            "actor": .string(actor), "actor_role": .string(actorRole),
            "revealed_at": .string(revealedAt),
        ]
    }
}
