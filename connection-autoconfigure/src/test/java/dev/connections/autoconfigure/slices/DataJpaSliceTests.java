package dev.connections.autoconfigure.slices;

import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;

/** {@code @DataJpaTest} on an in-memory database. */
@DataJpaTest(properties = {"connections.pet-db.url=jdbc:h2:mem:", "spring.jpa.show-sql=false"})
class DataJpaSliceTests extends SliceContract {}
