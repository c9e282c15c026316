package dev.connections.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.sql.SqlConnection;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase;

/** Databases of production, replaced on request. */
@ConnectionsTest(
        properties = {
            "connections.pet-db.url=postgresql://scott:tiger@127.0.0.1:1/pets",
            "connections.shop.url=jdbc:postgresql://127.0.0.1:1/shop"
        })
@AutoConfigureTestDatabase
class EmbeddedConnectionsSliceTests {

    @Autowired
    private SqlConnection petDb;

    @Autowired
    private SqlConnection shop;

    @Test
    void eachIsADatabaseOfItsOwn() {
        petDb.update("create table pets (name varchar(20))");
        shop.update("create table pets (name varchar(20))");
        assertThat(petDb.query("select * from pets").size()).isZero();
        assertThat(petDb.dataSource()).isNotSameAs(shop.dataSource());
    }
}
