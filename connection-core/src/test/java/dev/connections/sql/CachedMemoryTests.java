package dev.connections.sql;

import static dev.connections.testing.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.cache.CacheSettings;
import dev.connections.rows.Rows;
import dev.connections.testing.TestDatabases;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A large cached result and its end, in real time. */
class CachedMemoryTests {

    private static final Duration TTL = Duration.ofSeconds(1);

    private static final String MILLION =
            "select x as id, 'owner ' || mod(x * 7919, 1000003) as name, 'city ' || mod(x, 20) as city,"
                    + " cast(mod(x, 90) as int) as age, cast(x / 7.0e0 as double precision) as weight,"
                    + " timestamp '2020-01-01 00:00:00' + x * interval '71' second as last_seen from system_range(1, 1000000)";

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aMillionRowsTakeFewBytesAndAreGoneWithoutTraffic() {
        try (TestConnection connection = new TestConnection(TestDatabases.h2(), SqlOptions.defaults())) {
            connection.sql.cache().setSettings(with(CacheSettings.defaults(), "maxSize", 1L << 30));
            connection.sql.query(MILLION, Duration.ofHours(1));
            assertThat(connection.sql.cache().statistics().bytes()).isBetween(20_000_000L, 55_000_000L);
            connection.sql.cache().clear();

            WeakReference<Rows> rows = new WeakReference<>(connection.sql.query(MILLION, TTL));
            long loaded = System.nanoTime();

            long deadline = loaded + TTL.plusSeconds(30).toNanos();
            while (rows.get() != null || connection.sql.cache().statistics().bytes() > 0) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                System.gc();
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }
}
