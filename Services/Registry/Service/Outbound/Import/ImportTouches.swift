import Foundation
import RegistryCore
import TaoliImports
import TaoliModels
import TaoliPostgres

/// `registry.import_touch`: which records a job changed, from which version to which.
enum ImportTouches {
    static func record(_ changes: [RegistryChange], by job: ImportJob) -> SQL {
        var ranges: [RegistryAggregate: (first: Int64, last: Int64)] = [:]
        for change in changes {
            let known = ranges[change.aggregate]
            ranges[change.aggregate] = (known?.first ?? change.sequence, change.sequence)
        }
        let touched = ranges.sorted { $0.key.key < $1.key.key }
        return """
            INSERT INTO registry.import_touch AS t \
            (job_id, aggregate_type, aggregate_id, district, first_version, last_version) \
            SELECT \(job.id), c.type, c.id, \(job.creator.homeDistrict), c.first, c.last \
            FROM unnest(\(touched.map(\.key.type)), \(touched.map(\.key.key)), \
            \(touched.map(\.value.first)), \(touched.map(\.value.last))) AS c(type, id, first, last) \
            ON CONFLICT (job_id, aggregate_type, aggregate_id) \
            DO UPDATE SET last_version = excluded.last_version
            """
    }
}
