package dev.connections.sql;

import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;

class MariaDbSqlConnectionTests extends SqlConnectionContract {

    private final TestDatabase database = TestDatabases.mariadb();

    @Override
    TestDatabase database() {
        return database;
    }

    @Override
    String generatedKey() {
        return "id bigint auto_increment primary key";
    }

    @Override
    String zonedType() {
        return "datetime";
    }
}
