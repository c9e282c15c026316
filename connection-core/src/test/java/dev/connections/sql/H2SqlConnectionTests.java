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
}
