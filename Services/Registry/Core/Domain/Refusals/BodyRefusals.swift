import TaoliModels
import TaoliPolicy

/// What the rules of bodies and their posts refuse.
enum BodyRefusals {
    static func unknownKind(_ kind: String, _ known: [String]) -> Refusal {
        Refusal(
            .invalid, "unknown-body-kind", field: "kind",
            what: Wording("政策中没有“\(kind)”这种机构。", "The policy knows no body '\(kind)'."),
            next: NearestRight.next(
                to: kind, in: known,
                none: Wording(
                    "请先在政策包的 bodies.kinds 中写出机构。",
                    "Write the bodies in bodies.kinds of the pack first.")))
    }

    static func unknownPost(_ post: String, _ known: [String], _ kind: BodyRule) -> Refusal {
        Refusal(
            .invalid, "unknown-post", clause: kind.source.clause, field: "post",
            what: Wording(
                "“\(kind.name.chinese)”没有“\(post)”这一职务。",
                "'\(kind.name.english)' has no post '\(post)'."),
            next: NearestRight.next(
                to: post, in: known,
                none: Wording(
                    "请先在政策包的 bodies.posts 中写出职务。",
                    "Write the posts in bodies.posts of the pack first.")))
    }

    static func wrongUnit(_ kind: BodyRule, _ unit: UnitReference) -> Refusal {
        Refusal(
            .invalid, "wrong-unit", clause: kind.source.clause, field: "unit",
            what: Wording(
                "“\(kind.name.chinese)”不设在 \(unit.kind.rawValue)。",
                "'\(kind.name.english)' is no body of a \(unit.kind.rawValue)."),
            next: Wording(
                "请给出 \(kind.place.unit.rawValue)/… 形式的单位。",
                "Name a unit of the form \(kind.place.unit.rawValue)/…."))
    }

    static func unitNotThere(_ date: CalendarDate) -> Refusal {
        Refusal(
            .precondition, "unit-not-there", field: "from",
            what: Wording("该单位在 \(date) 不存在。", "The unit does not exist on \(date)."),
            next: Wording("请核对日期。", "Check the date."))
    }

    static func exists(_ body: Body, _ kind: BodyRule) -> Refusal {
        Refusal(
            .alreadyExists, "body-exists", clause: kind.source.clause, field: "kind",
            what: Wording(
                "该单位已有“\(body.name)”。", "The unit has “\(body.name)” of this kind already."),
            next: Wording(
                "请使用它（\(body.id)），或先将其撤销；可多设的机构请另取名称。",
                "Use it (\(body.id)), or dissolve it first; a second team needs a name of its own."
            ))
    }

    static func dissolved(_ body: Body, on date: CalendarDate) -> Refusal {
        Refusal(
            .precondition, "body-dissolved",
            what: Wording(
                "“\(body.name)”已于 \(date) 撤销。", "“\(body.name)” was dissolved on \(date)."),
            next: Wording("请用更早的日期，或另行设立。", "Use earlier dates, or establish another."))
    }

    static func notEstablished(_ body: Body) -> Refusal {
        Refusal(
            .precondition, "body-not-established", field: "from",
            what: Wording(
                "“\(body.name)”到 \(body.validity.from) 才设立。",
                "“\(body.name)” begins on \(body.validity.from)."),
            next: Wording("请用这一天或之后的日期。", "Use that day or a later one."))
    }

    static func alreadyInBody(_ held: BodyAppointment) -> Refusal {
        Refusal(
            .alreadyExists, "already-in-body", field: "person_id",
            what: Wording(
                "此人在这段时间已在该机构任“\(held.post)”（\(held.id)）。",
                "This person holds the post '\(held.post)' here at that time (\(held.id))."),
            next: Wording("请先免去原职务。", "Release him from it first."))
    }

    static func officeInBody(_ held: BodyAppointment) -> Refusal {
        let time = GroupRefusals.time(held.validity)
        return Refusal(
            .alreadyExists, "already-in-body", field: "office",
            what: Wording(
                "该校“\(held.holder.stored)”这一职务\(time.chinese)已在该机构任“\(held.post)”（\(held.id)）。",
                "The school's office “\(held.holder.stored)” holds the post '\(held.post)' here "
                    + "\(time.english) (\(held.id))."),
            next: Wording(
                "请先免去原任职（taoli body release），或改用不重叠的起止日期。",
                "Release that appointment first (taoli body release), or give days that do not "
                    + "overlap."))
    }

    static func schoolHasSeat(_ held: BodyAppointment, _ rule: PostRule) -> Refusal {
        Refusal(
            .alreadyExists, "school-has-seat", clause: rule.source.clause, field: "unit",
            what: Wording(
                "该校校长这段时间已任“\(rule.name.chinese)”（\(held.id)）。",
                "The school's principal is '\(rule.name.english)' at that time (\(held.id))."),
            next: Wording("请先免去原任，再任命新任。", "Release the former one first."))
    }

    static func seatsFull(_ rule: PostRule, on date: CalendarDate) -> Refusal {
        Refusal(
            .precondition, "seats-full", clause: rule.source.clause, field: "post",
            what: Wording(
                "“\(rule.name.chinese)”最多 \(rule.seats.upperBound) 人，\(date) 已满。",
                "'\(rule.name.english)' has \(rule.seats.upperBound) seats, all taken on \(date)."),
            next: Wording(
                "请先免去一人，或换一段时间。", "Release somebody first, or choose other dates."))
    }

    static func notThePrincipal(_ rule: PostRule, _ role: MembershipRole) -> Refusal {
        Refusal(
            .precondition, "not-the-principal", clause: rule.source.clause, field: "person_id",
            what: Wording(
                "“\(rule.name.chinese)”由\(role.chinese)校长担任，此人这一天不是。",
                "'\(rule.name.english)' is held by the principal of a \(role.rawValue) school; "
                    + "this is none on that day."),
            next: Wording(
                "请先登记其校长任职，或以职务“校长”和学校任命。",
                "Record the employment as principal first, or appoint the office with its school."))
    }

    static let noAppointment = Refusal(
        .notFound, "not-found", field: "appointment_id",
        what: Wording("该机构没有这项任职。", "The body has no such appointment."),
        next: Wording("请用 taoli body show 查看。", "See them with taoli body show."))

    static func released(on date: CalendarDate) -> Refusal {
        Refusal(
            .precondition, "already-released", field: "until",
            what: Wording("该任职已于 \(date) 结束。", "The appointment ended on \(date)."),
            next: Wording("无需再次免职。", "Nothing is to be done."))
    }
}
