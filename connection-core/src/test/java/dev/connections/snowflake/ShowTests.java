package dev.connections.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.rows.Rows;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Snowflake shows and describes comes as rows. */
@Timeout(60)
class ShowTests {

    private final TestAccount account = new TestAccount();

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void columnsAreReadByTheirLowerCaseNames() {
        account.warehouse.update("create table orders (id bigint not null, item varchar)");
        Rows tables = account.warehouse.query("show tables");
        assertThat(tables.row(0).getString("name")).isEqualTo("ORDERS");
        assertThat(tables.row(0).getString("schemaName")).isEqualTo("PUBLIC");
        Rows columns = account.warehouse.query("describe table orders");
        assertThat(columns.column("name", String.class)).containsExactly("ID", "ITEM");
        assertThat(columns.column("null?", String.class)).containsExactly("N", "Y");
    }

    @Test
    void areCachedOnlyForWhoAsks() {
        assertThat(account.warehouse.query("show tables").isEmpty()).isTrue();
        account.warehouse.update("create table orders (id bigint)");
        assertThat(account.warehouse.query("show tables").size()).isEqualTo(1);
        assertThat(account.warehouse.query("show tables", Duration.ofHours(1)).size())
                .isEqualTo(1);
        account.server.execute("create table items (id bigint)");
        assertThat(account.warehouse.query("show tables", Duration.ofHours(1)).size())
                .isEqualTo(1);
        assertThat(account.warehouse.query("show tables").size()).isEqualTo(2);
    }
}
