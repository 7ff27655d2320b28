// The PostgreSQL client library, as TaoliPostgres sees it.
#pragma once
#include <libpq-fe.h>
