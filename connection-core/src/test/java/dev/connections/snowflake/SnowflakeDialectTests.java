package dev.connections.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.sql.data.SnowflakeJdbcDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Slice;
import org.springframework.data.jdbc.core.dialect.DialectResolver;
import org.springframework.data.relational.core.sql.SqlIdentifier;
import org.springframework.jdbc.core.JdbcTemplate;

/** What Spring Data JDBC is told of Snowflake. */
@Timeout(60)
class SnowflakeDialectTests {

    @Test
    void springDataFindsTheDialect() {
        try (TestAccount account = new TestAccount()) {
            assertThat(DialectResolver.getDialect(new JdbcTemplate(account.warehouse.dataSource())))
                    .isSameAs(SnowflakeJdbcDialect.INSTANCE);
        }
    }

    @Test
    void itsWordsAreTaken() {
        SnowflakeJdbcDialect dialect = SnowflakeJdbcDialect.INSTANCE;
        assertThat(SqlIdentifier.quoted("orders").toSql(dialect.getIdentifierProcessing()))
                .isEqualTo("\"orders\"");
        assertThat(dialect.limit().getLimitOffset(10, 20)).isEqualTo("LIMIT 10 OFFSET 20");
        assertThat(dialect.limit().getOffset(20)).isEqualTo("LIMIT NULL OFFSET 20");
    }

    @Test
    void slicesAreCutByTheServer() {
        try (TestAccount account = new TestAccount()) {
            Slice<Integer> slice = account.warehouse
                    .sql("select x from system_range(1, 100) order by x")
                    .slice(PageRequest.of(2, 10), Integer.class);
            assertThat(slice.getContent()).first().isEqualTo(21);
            assertThat(slice.hasNext()).isTrue();
        }
    }
}
