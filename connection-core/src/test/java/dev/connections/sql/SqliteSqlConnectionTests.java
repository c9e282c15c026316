package dev.connections.sql;

import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;

class SqliteSqlConnectionTests extends SqlConnectionContract {

    private final TestDatabase database = TestDatabases.sqlite();

    @Override
    TestDatabase database() {
        return database;
    }

    @Override
    String generatedKey() {
        return "id integer primary key";
    }

    @Override
    String zonedType() {
        return "timestamp";
    }

    @Override
    public String slowQuery() {
        return "with recursive n(i) as (select 1 union all select i + 1 from n where i < 100000000000) select count(*) from n";
    }
}
