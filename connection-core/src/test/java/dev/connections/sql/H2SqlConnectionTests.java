package dev.connections.sql;

import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;

class H2SqlConnectionTests extends SqlConnectionContract {

    private final TestDatabase database = TestDatabases.h2();

    @Override
    TestDatabase database() {
        return database;
    }

    @Override
    String generatedKey() {
        return "id bigint generated always as identity primary key";
    }

    @Override
    String textType() {
        return "clob";
    }

    @Override
    public String slowQuery() {
        return "select count(*) from system_range(1, 1000000) a, system_range(1, 1000000) b where mod(a.x * b.x, 7) = 3";
    }
}
