package dev.connections.sql;

import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;

class DuckDbSqlConnectionTests extends SqlConnectionContract {

    private final TestDatabase database = TestDatabases.duckdb();

    @Override
    TestDatabase database() {
        return database;
    }

    @Override
    String generatedKey() {
        return "id bigint default 1";
    }

    @Override
    public String slowQuery() {
        return "select count(*) from range(10000000) a, range(10000000) b where (a.range * b.range) % 7 = 3";
    }
}
