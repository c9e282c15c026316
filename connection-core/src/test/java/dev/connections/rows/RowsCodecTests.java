package dev.connections.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.cache.codec.ResultEncoding;
import dev.connections.cache.keys.QueryKey;
import dev.connections.sql.mapping.Reading;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.convert.support.DefaultConversionService;

/** Rows that another node reads are those that one wrote, in every form that they take in memory. */
@RequiresServer
class RowsCodecTests {

    private static final QueryKey KEY = QueryKey.of("select * from t", Rows.class, new Object[0]);

    private static final RowsCodec CODEC = new RowsCodec(DefaultConversionService.getSharedInstance());

    private static final ResultEncoding PLAIN = new ResultEncoding(List.of(CODEC), Integer.MAX_VALUE);

    private static final ResultEncoding COMPRESSED = new ResultEncoding(List.of(CODEC), 0);

    private static final String SIX_COLUMNS =
            "select cast(x as bigint) as id, 'owner ' || (x * 7919 % 1000003) as name,"
                    + " 'city ' || (x % 20) as city, cast(x % 90 as int) as age, cast(x as double precision) / 7 as weight,"
                    + " timestamp '2020-01-01 00:00:00' + x * interval '71' second as last_seen from system_range(1, ";

    private static Rows decoded(ResultEncoding encoding, byte[] bytes) {
        ResultEncoding.Decoded decoded = encoding.decode(KEY, bytes);
        assertThat(decoded).isNotNull();
        return (Rows) decoded.value();
    }

    @ParameterizedTest
    @MethodSource("dev.connections.sql.mapping.RowsPackingTests#expressions")
    void comesOutAsItWentIn(String expression) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                Statement statement = connection.createStatement()) {
            statement.execute("create table t as select x, " + expression + " as v from system_range(1, 10000)");
            for (int size : new int[] {0, 1, 63, 64, 4096, 4097, 10_000}) {
                Rows rows = Reading.rows(connection, "select v, x from t where x <= " + size + " order by x");
                for (ResultEncoding encoding : List.of(PLAIN, COMPRESSED)) {
                    Rows decoded = decoded(encoding, encoding.encode(KEY, rows));
                    assertThat(decoded).isEqualTo(rows);
                    assertThat(decoded.shape()).isEqualTo(rows.shape());
                    assertThat(decoded.sizeInBytes()).isLessThanOrEqualTo(rows.sizeInBytes());
                }
            }
        }
    }

    record Weighed(long id, String name, Double weight) {}

    @Test
    void isMappedAsTheOriginalIs() {
        Rows rows = Reading.rows(SIX_COLUMNS + "5000)");
        Rows decoded = decoded(COMPRESSED, COMPRESSED.encode(KEY, rows));
        assertThat(decoded.as(Weighed.class)).isEqualTo(rows.as(Weighed.class));
        assertThat(decoded.labelled("a", "b", "c", "d", "e", "f").columns())
                .containsExactly("a", "b", "c", "d", "e", "f");
    }

    static List<TestDatabase> databases() {
        return List.of(TestDatabases.h2(), TestDatabases.postgres(), TestDatabases.duckdb(), TestDatabases.sqlite());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void keepsWhatEachDriverGives(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            Rows rows = Reading.rows(
                    connection,
                    "select 1 as n, 'text' as t, 1.50 as d, null as missing, cast('2024-02-29' as date) as the_day");
            assertThat(decoded(PLAIN, PLAIN.encode(KEY, rows))).isEqualTo(rows);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isAMissWhereverItIsDamaged(long seed) {
        Random random = new Random(seed);
        Rows rows = Reading.rows(SIX_COLUMNS + "300)");
        for (ResultEncoding encoding : List.of(PLAIN, COMPRESSED)) {
            byte[] bytes = encoding.encode(KEY, rows);
            for (int i = 0; i < 2_000; i++) {
                byte[] damaged = bytes.clone();
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                assertThat(encoding.decode(KEY, damaged)).isNull();
                assertThat(encoding.decode(KEY, Arrays.copyOf(bytes, random.nextInt(bytes.length))))
                        .isNull();
            }
        }
    }

    @Test
    void takesNoMoreRoomThanInMemory() {
        Rows rows = Reading.rows(SIX_COLUMNS + "100000)");
        byte[] plain = PLAIN.encode(KEY, rows);
        byte[] compressed = COMPRESSED.encode(KEY, rows);
        assertThat((long) plain.length).isLessThanOrEqualTo(rows.sizeInBytes());
        assertThat(compressed.length).isLessThan(plain.length);
    }
}
