package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabases;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@RequiresServer
@Timeout(60)
class GeneratedKeysTests {

    /** On every other database {@link SqlConnectionContract} shows it. */
    @Test
    void haveTheNameOfTheirColumnWithTheDriverOfMySqlToo() {
        try (TestConnection connection = new TestConnection(TestDatabases.mysql(), SqlOptions.defaults())) {
            SqlConnection petDb = connection.sql;
            petDb.update("create table orders (id bigint auto_increment primary key, item varchar(20))");
            Rows keys = petDb.sql("insert into orders (item) values (:item)")
                    .params(Map.of("item", "hay"))
                    .updateReturningKeys("id");
            assertThat(keys.columns()).containsExactly("id");
            assertThat(keys.column("id", Long.class)).containsExactly(1L);
            assertThat(petDb.sql("insert into orders (item) values ('straw')")
                            .updateReturningKeys()
                            .row(0)
                            .get(0, Long.class))
                    .isEqualTo(2L);
        }
    }
}
