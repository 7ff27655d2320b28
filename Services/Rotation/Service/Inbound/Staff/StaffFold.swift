import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels

/// Reads events about staff, in their order, into one patch a row.
struct StaffFold {
    /// Whether the person was taken back.
    private(set) var persons: [UUID: PersonPatch] = [:]
    private(set) var posts: [UUID: PostPatch] = [:]
    /// Ends of posts that began in an earlier batch.
    private(set) var postEnds: [UUID: String] = [:]
    private(set) var levels: [UUID: LevelPatch] = [:]
    /// Ends of levels that were awarded in an earlier batch.
    private(set) var levelEnds: [UUID: String] = [:]
    private(set) var categories: [UUID: CategoryPatch] = [:]

    struct PersonPatch: Equatable {
        let isWithdrawn: Bool
        let districts: String
    }

    struct PostPatch: Equatable {
        let person: UUID
        let school: UUID
        let kind: String
        let post: String
        let subject: String
        let stage: String
        let from: String
        let schoolSince: String
        var until: String?
        let districts: String
    }

    struct LevelPatch: Equatable {
        let person: UUID
        let level: String
        let from: String
        var until: String?
        let districts: String
    }

    struct CategoryPatch: Equatable {
        let school: UUID
        let value: String
        let stage: String
        let from: String
        let until: String?
        let districts: String
    }

    /// Types that say nothing about these tables are passed over.
    mutating func add(_ event: ReceivedEvent) throws {
        switch event.type {
        case Taoli_Registry_Events_V1_PersonRegistered.protoMessageName,
            Taoli_Registry_Events_V1_PersonRevised.protoMessageName:
            persons[event.aggregate.id] = PersonPatch(
                isWithdrawn: false, districts: districts(event))
        case Taoli_Registry_Events_V1_PersonWithdrawn.protoMessageName:
            persons[event.aggregate.id] = PersonPatch(
                isWithdrawn: true, districts: districts(event))
        case Taoli_Registry_Events_V1_EmploymentBegan.protoMessageName: try began(event)
        case Taoli_Registry_Events_V1_EmploymentEnded.protoMessageName: try ended(event)
        case Taoli_Registry_Events_V1_KeyLevelAwarded.protoMessageName: try awarded(event)
        case Taoli_Registry_Events_V1_KeyLevelWithdrawn.protoMessageName: try taken(event)
        case Taoli_Registry_Events_V1_SchoolDesignated.protoMessageName: try designated(event)
        default: break
        }
    }

    private mutating func began(_ event: ReceivedEvent) throws {
        let message = try event.decode(Taoli_Registry_Events_V1_EmploymentBegan.self)
        let from = try event.date("from", message.from)
        let id = try event.id("employment_id", message.employmentID)
        posts[id] = PostPatch(
            person: event.aggregate.id, school: try event.id("school_id", message.schoolID),
            kind: message.kind, post: message.post, subject: message.subject,
            stage: message.stage, from: from,
            schoolSince: message.schoolSince.isEmpty
                ? from : try event.date("school_since", message.schoolSince),
            until: nil, districts: districts(event))
        postEnds[id] = nil
    }

    private mutating func ended(_ event: ReceivedEvent) throws {
        let message = try event.decode(Taoli_Registry_Events_V1_EmploymentEnded.self)
        let id = try event.id("employment_id", message.employmentID)
        let until = try event.date("until", message.until)
        if posts[id] == nil { postEnds[id] = until } else { posts[id]?.until = until }
    }

    private mutating func awarded(_ event: ReceivedEvent) throws {
        let message = try event.decode(Taoli_Registry_Events_V1_KeyLevelAwarded.self)
        let id = try event.id("award_id", message.awardID)
        levels[id] = LevelPatch(
            person: event.aggregate.id, level: message.level,
            from: try event.date("from", message.from),
            until: message.until.isEmpty ? nil : try event.date("until", message.until),
            districts: districts(event))
        levelEnds[id] = nil
    }

    private mutating func taken(_ event: ReceivedEvent) throws {
        let message = try event.decode(Taoli_Registry_Events_V1_KeyLevelWithdrawn.self)
        let id = try event.id("award_id", message.awardID)
        let until = try event.date("until", message.until)
        if levels[id] == nil { levelEnds[id] = until } else { levels[id]?.until = until }
    }

    private mutating func designated(_ event: ReceivedEvent) throws {
        let message = try event.decode(Taoli_Registry_Events_V1_SchoolDesignated.self)
        guard message.what == "category" else { return }
        categories[try event.id("designation_id", message.designationID)] = CategoryPatch(
            school: event.aggregate.id, value: message.value, stage: message.stage,
            from: try event.date("from", message.from),
            until: message.until.isEmpty ? nil : try event.date("until", message.until),
            districts: districts(event))
    }

    private func districts(_ event: ReceivedEvent) -> String {
        event.districts.map(\.rawValue).joined(separator: ",")
    }
}
