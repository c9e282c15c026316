package dev.connections.autoconfigure.slices;

import org.springframework.boot.data.jdbc.test.autoconfigure.DataJdbcTest;

/** {@code @DataJdbcTest} replaces the database of production by an embedded one. */
@DataJdbcTest(
        properties = {
            "connections.pet-db.url=jdbc:postgresql://127.0.0.1:1/pets?sslmode=require",
            "connections.pet-db.username=scott",
            "connections.pet-db.password=tiger",
            "connections.pet-db.pool.schema=pets",
            "connections.pet-db.properties.prepareThreshold=1",
            "connections.weather.url=https://weather.example.com",
        })
class ReplacedDataJdbcSliceTests extends SliceContract {}
