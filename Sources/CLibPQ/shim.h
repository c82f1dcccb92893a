// Declarations alone: the library is loaded when a ledger is in PostgreSQL.
#if __has_include(<libpq-fe.h>)
#include <libpq-fe.h>
#else
#include <postgresql/libpq-fe.h>
#endif
