package dev.connections.sql.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.rows.Rows;
import dev.connections.sql.LabelCase;
import dev.connections.sql.SqlOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever form the values take in memory: they come out as they went in. */
class RowsPackingTests {

    private static final int SIZE = 10_000;

    static Stream<String> expressions() {
        return Stream.of(
                "x",
                "cast(x as bigint) * 1000000007",
                "cast(case when mod(x, 2) = 0 then -9223372036854775808 else 9223372036854775807 end as bigint)",
                "cast(-x as bigint) * 70000",
                "cast(mod(x, 300) as smallint)",
                "cast(42 as int)",
                "cast(null as int)",
                "case when mod(x, 3) = 0 then null else x end",
                "cast(x / 3.0e0 as double precision)",
                "cast(x / 3.0e0 as real)",
                "case when mod(x, 7) = 0 then null else mod(x, 2) = 0 end",
                "cast(x as decimal(10, 2)) / 4",
                "cast(x as decimal(38, 0)) * 1000000000000000000000",
                "case when x < 100 then 1.5 else cast(x as decfloat) end",
                "'text ' || x",
                "case when mod(x, 5) = 0 then null else 'value ' || mod(x, 20) end",
                "case when x < 5000 then 'first' else 'later ' || x end",
                "'group ' || mod(x, 6000)",
                "'é€😀' || x",
                "''",
                "case when mod(x, 2) = 0 then repeat('long', 200) else 'short' end",
                "cast('clob ' || x as clob)",
                "date '1970-01-01' + mod(x, 400) * interval '100' day",
                "cast(dateadd('second', mod(x, 86400), time '00:00:00') as time)",
                "cast(dateadd('nanosecond', x, time '00:00:00') as time(9))",
                "dateadd('second', x * 1000, timestamp '1960-01-01 00:00:00')",
                "dateadd('millisecond', x, timestamp '2024-01-01 00:00:00')",
                "dateadd('microsecond', -x, timestamp '2024-01-01 00:00:00')",
                "dateadd('nanosecond', x, timestamp '2024-01-01 00:00:00.000000000')",
                "dateadd('year', mod(x, 50) * 1000, timestamp '2024-01-01 00:00:00.123456789')",
                "case when mod(x, 2) = 0 then timestamp with time zone '2024-01-01 10:00:00.5+02' "
                        + "else timestamp with time zone '2024-06-01 10:00:00-11:30' end",
                "random_uuid()",
                "case when mod(x, 9) = 0 then null else cast(repeat('ab', mod(x, 9)) as varbinary) end",
                "cast(repeat('ab', 600) as varbinary)",
                "array[x, null]",
                "time with time zone '10:11:12+02'");
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void comesOutAsItWentIn(String expression) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                Statement statement = connection.createStatement()) {
            statement.execute("create table t as select x, " + expression + " as v from system_range(1, " + SIZE + ")");
            String query = "select v from t order by x";
            List<Object> expected = new ArrayList<>();
            try (ResultSet rs = statement.executeQuery(query)) {
                JdbcShape shape = JdbcShape.of(rs, LabelCase.LOWER);
                while (rs.next()) {
                    expected.add(JdbcCells.value(rs, 0, shape.columns().kind(0), shape.dialect()));
                }
            }
            Rows rows = Reading.rows(connection, query);
            assertThat(rows.column("v", Object.class))
                    .usingElementComparator(this::compare)
                    .isEqualTo(expected);
            assertThat(rows.sizeInBytes()).isPositive();
        }
    }

    private int compare(Object a, Object b) {
        return Objects.deepEquals(a, b) ? 0 : 1;
    }

    @Test
    void keepsTextsThatUtf8CannotExpress() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                PreparedStatement statement = connection.prepareStatement("select cast(? as varchar)")) {
            statement.setString(1, "half \ud83d pair");
            try (ResultSet rs = statement.executeQuery()) {
                Rows rows = RowsExtractor.read(rs, JdbcShape.of(rs, LabelCase.LOWER), "", SqlOptions.defaults());
                assertThat(rows.row(0).getObject(0)).isEqualTo("half \ud83d pair");
            }
        }
    }
}
