-- Whom a file named before is asked of its staged rows, so that a check keeps no list of all students
-- in memory: the first field of a record is the student's or the token's digest. Runs as
-- taoli_evaluation_owner.

create index import_staging_key on evaluation.import_staging (job_id, (record[1]));
