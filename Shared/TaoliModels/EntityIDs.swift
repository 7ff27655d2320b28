/// A school: one legal institution with one or more sites.
package enum SchoolEntity {}
/// A site (campus) of a school: one address with the stages taught there.
package enum SiteEntity {}
/// A unit that joins schools: an education group, a school zone, a community.
package enum GroupEntity {}
/// One site's time in one group.
package enum MembershipEntity {}
/// An account that signs in: a person's or a program's.
package enum AccountEntity {}
/// A role given to an account at a unit.
package enum GrantEntity {}
/// A case: something that follows a chain of steps.
package enum CaseEntity {}
/// A person who works in the city's schools.
package enum PersonEntity {}
/// One post of a person at a school, from its first day to its last.
package enum EmploymentEntity {}
/// One level of key teacher given to a person.
package enum AwardEntity {}
/// A council, board, office or leading group of a unit.
package enum BodyEntity {}
/// What a body put to the vote.
package enum ResolutionEntity {}
/// A document of a unit, with all its versions.
package enum DocumentEntity {}
/// An import job.
package enum ImportJobEntity {}
/// A message to one recipient.
package enum MessageEntity {}
/// A caller's own name for one attempt to change something.
package enum RequestEntity {}

/// Names a school; never changes, whatever its official codes do.
package typealias SchoolID = Identifier<SchoolEntity>
/// Names a site; it keeps it when it moves to another school.
package typealias SiteID = Identifier<SiteEntity>
/// Names a group.
package typealias GroupID = Identifier<GroupEntity>
/// Names one site's time in one group; a site that comes back gets another.
package typealias MembershipID = Identifier<MembershipEntity>
/// Names an account.
package typealias AccountID = Identifier<AccountEntity>
/// Names a role given to an account.
package typealias GrantID = Identifier<GrantEntity>
/// Names a case.
package typealias CaseID = Identifier<CaseEntity>
/// Names a person who works in the city's schools; in events it stands for the name.
package typealias PersonID = Identifier<PersonEntity>
/// Names one post of a person at a school; another post gets another.
package typealias EmploymentID = Identifier<EmploymentEntity>
/// Names one level of key teacher given to a person.
package typealias AwardID = Identifier<AwardEntity>
/// Names a body of a unit.
package typealias BodyID = Identifier<BodyEntity>
/// Names what a body put to the vote.
package typealias ResolutionID = Identifier<ResolutionEntity>
/// Names a document, whatever its version.
package typealias DocumentID = Identifier<DocumentEntity>
/// Names an import job.
package typealias ImportJobID = Identifier<ImportJobEntity>
/// Names a message to one recipient.
package typealias MessageID = Identifier<MessageEntity>
/// Names one attempt to change something; chosen by the caller, so that it can be repeated.
package typealias RequestID = Identifier<RequestEntity>
