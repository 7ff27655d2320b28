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
/// An import job.
package enum ImportJobEntity {}
/// A message to one recipient.
package enum MessageEntity {}
/// A caller's own name for one attempt to change something.
package enum RequestEntity {}

package typealias SchoolID = Identifier<SchoolEntity>
package typealias SiteID = Identifier<SiteEntity>
package typealias GroupID = Identifier<GroupEntity>
package typealias MembershipID = Identifier<MembershipEntity>
package typealias AccountID = Identifier<AccountEntity>
package typealias GrantID = Identifier<GrantEntity>
package typealias ImportJobID = Identifier<ImportJobEntity>
package typealias MessageID = Identifier<MessageEntity>
package typealias RequestID = Identifier<RequestEntity>
