package import TaoliModels

/// What an import of staff recorded of one post. It is counted into one summary a recipient; posts
/// recorded one by one reach nobody (ADR 15).
package struct StaffImportNews: Hashable, Sendable {
    package let importJobID: ImportJobID
    /// Where the post is.
    package let school: SchoolID
    /// The post began; otherwise it ended, or was taken back.
    package let isBegun: Bool

    package init(importJobID: ImportJobID, school: SchoolID, isBegun: Bool) {
        self.importJobID = importJobID
        self.school = school
        self.isBegun = isBegun
    }

    /// The school and its bureau.
    package func recipients(bureau: DistrictCode) -> [Recipient] {
        [.school(school), .bureau(bureau)]
    }

    /// What it adds to a summary: posts that began stand where joinings do, posts that ended where
    /// leavings do.
    package var counts: SummaryCounts {
        isBegun ? SummaryCounts(joinings: 1) : SummaryCounts(leavings: 1)
    }
}
