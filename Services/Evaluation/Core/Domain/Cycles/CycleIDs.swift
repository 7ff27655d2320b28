package import TaoliModels

/// An assessment of a district's units for one year.
package enum CycleEntity {}
/// What somebody assessed has against a result.
package enum ObjectionEntity {}
/// The record of one group, or of one school in a group, under one pack.
package enum VerdictEntity {}
/// A survey of satisfaction.
package enum SurveyEntity {}

/// Names a cycle.
package typealias CycleID = Identifier<CycleEntity>
/// Names an objection.
package typealias ObjectionID = Identifier<ObjectionEntity>
/// Names the record of one subject under one pack; made from both, so that there is one.
package typealias VerdictID = Identifier<VerdictEntity>
/// Names a survey.
package typealias SurveyID = Identifier<SurveyEntity>
