package dev.connections.sql;

import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;

class PostgresSqlConnectionTests extends SqlConnectionContract {

    private final TestDatabase database = TestDatabases.postgres();

    @Override
    TestDatabase database() {
        return database;
    }

    @Override
    String generatedKey() {
        return "id bigint generated always as identity primary key";
    }

    @Override
    String binaryType() {
        return "bytea";
    }
}
