package dev.connections.autoconfigure.slices;

import org.springframework.boot.data.jdbc.test.autoconfigure.DataJdbcTest;

/** {@code @DataJdbcTest} on an in-memory database. */
@DataJdbcTest(properties = "connections.pet-db.url=jdbc:h2:mem:")
class DataJdbcSliceTests extends SliceContract {}
