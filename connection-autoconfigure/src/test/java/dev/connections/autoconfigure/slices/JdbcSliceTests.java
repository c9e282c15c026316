package dev.connections.autoconfigure.slices;

import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;

/** {@code @JdbcTest} replaces the database of production by an embedded one. */
@JdbcTest(properties = "connections.pet-db.url=jdbc:postgresql://127.0.0.1:1/pets?sslmode=require")
class JdbcSliceTests extends SliceContract {}
