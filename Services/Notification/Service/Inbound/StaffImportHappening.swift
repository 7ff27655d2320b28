import Foundation
import NotificationCore
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels

/// Reads registry's events of posts that an import recorded.
enum StaffImportHappening {
    /// The topic of registry's events of persons.
    static let topic = "taoli.registry.person"

    /// `nil` for other events of persons, and for posts that somebody recorded by hand.
    /// - Throws: `ProjectionError` for ids that cannot be read, SwiftProtobuf's error.
    static func news(_ event: ReceivedEvent) throws -> StaffImportNews? {
        switch event.type {
        case Taoli_Registry_Events_V1_EmploymentBegan.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_EmploymentBegan.self)
            return try news(event, message.importJobID, message.schoolID, isBegun: true)
        case Taoli_Registry_Events_V1_EmploymentEnded.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_EmploymentEnded.self)
            return try news(event, message.importJobID, message.schoolID, isBegun: false)
        default: return nil
        }
    }

    private static func news(
        _ event: ReceivedEvent, _ job: String, _ school: String, isBegun: Bool
    ) throws -> StaffImportNews? {
        guard !job.isEmpty else { return nil }
        return StaffImportNews(
            importJobID: ImportJobID(try event.id("import_job_id", job)),
            school: SchoolID(try event.id("school_id", school)), isBegun: isBegun)
    }
}
