-- Prints the table `finding`, one line a check. Included by verify.sql and verify-deliveries.sql.
-- A check that looked at nothing has shown nothing.
select case when differences = 0 and checked > 0 then 'ok       '
            else 'DIFFERENT' end,
       format('%-6s %-70s %s checked, %s different%s', invariant, what, checked, differences,
              case when checked = 0 then ' (nothing to check)'
                   when differences > 0 then ', e.g. ' || example else '' end)
from finding order by invariant = 'quiet' desc, invariant, what;
