-- Whom a file named before was looked up by (job, key). A second index begins with the job as well,
-- and with the statistics of an hour ago, which know nothing of a job that runs, PostgreSQL took that
-- one and read all rows of the job for each key. An expression that no other index has leaves no
-- choice. Runs as taoli_evaluation_owner.

drop index evaluation.import_staging_key;
create index import_staging_key on evaluation.import_staging
    using hash ((job_id::text || record[1]));
