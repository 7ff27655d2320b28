package import TaoliModels

/// A year's plan of a group's stage.
package enum PlanEntity {}
/// Somebody's placement at another school.
package enum PlacementEntity {}
/// An objection to a plan.
package enum ObjectionEntity {}
/// What a bureau recorded for the plans of one group and school year.
package enum InputsEntity {}

/// A team of placements that were arranged together.
package enum TeamEntity {}
/// What a bureau set as a month's allowance from a day on.
package enum AllowanceRateEntity {}

/// Names a year's plan; a new search for the same year gets another.
package typealias PlanID = Identifier<PlanEntity>
/// Names a placement, whatever becomes of it.
package typealias PlacementID = Identifier<PlacementEntity>
/// Names an objection to a plan.
package typealias ObjectionID = Identifier<ObjectionEntity>
/// Names what a bureau recorded for the plans of one group and school year.
package typealias InputsID = Identifier<InputsEntity>
/// Names a team of placements that were arranged together.
package typealias TeamID = Identifier<TeamEntity>
/// Names what a bureau set as a month's allowance from a day on.
package typealias AllowanceRateID = Identifier<AllowanceRateEntity>
