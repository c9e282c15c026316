package dev.connections.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.connections.testing.TestDatabases;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WholePoolTests {

    @Test
    void isWholeOnlyIfAllConnectionsCanBeBorrowedAtOnce() throws Exception {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(TestDatabases.h2().jdbcUrl());
            pool.setMaximumPoolSize(3);
            WholePool whole = new WholePool(pool, 3);
            assertThat(whole.await(Duration.ofSeconds(10))).isTrue();

            try (Connection leaked = pool.getConnection()) {
                assertThat(leaked.isValid(1)).isTrue();
                assertThat(whole.await(Duration.ofMillis(300))).isFalse();
            }
            assertThat(whole.await(Duration.ofSeconds(10))).isTrue();
        }
    }
}
