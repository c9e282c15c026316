package dev.connections.sql.oracle;

import static dev.connections.sql.oracle.Subject.DUCKDB;
import static dev.connections.sql.oracle.Subject.H2;
import static dev.connections.sql.oracle.Subject.MARIADB;
import static dev.connections.sql.oracle.Subject.MYSQL;
import static dev.connections.sql.oracle.Subject.POSTGRESQL;
import static dev.connections.sql.oracle.Subject.SQLITE;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** The column types that are compared. */
final class ColumnTypes {

    private static final Set<Subject> ALL = EnumSet.allOf(Subject.class);
    private static final Set<Subject> TYPED = EnumSet.complementOf(EnumSet.of(SQLITE));
    private static final Set<Subject> MARIADB_SERVER = Set.of(MARIADB, MYSQL);
    private static final Set<Subject> NOT_MARIADB = EnumSet.of(H2, POSTGRESQL, DUCKDB);

    private ColumnTypes() {}

    static List<ColumnType> all() {
        return Stream.of(integers(), decimals(), floats(), plain())
                .flatMap(List::stream)
                .toList();
    }

    private static List<ColumnType> integers() {
        return List.of(
                ColumnType.of(TYPED, "smallint", Numbers.EXACT, "0", "1", "-1", "127", "128", "-32768", "32767")
                        .generating(random -> String.valueOf((short) random.nextInt())),
                ColumnType.of(TYPED, "integer", Numbers.EXACT, "0", "1", "16777217", "-2147483648", "2147483647")
                        .generating(random -> String.valueOf(random.nextInt())),
                ColumnType.of(
                                TYPED,
                                "bigint",
                                Numbers.EXACT,
                                "0",
                                "1",
                                "-1",
                                "2147483648",
                                "9007199254740992",
                                "9007199254740993",
                                "-9223372036854775808",
                                "9223372036854775807")
                        .generating(random -> String.valueOf(random.nextLong())),
                ColumnType.of(Set.of(SQLITE), "integer", Numbers.EXACT, "0", "1", "300", "9223372036854775807")
                        .generating(random -> String.valueOf(random.nextLong())),
                ColumnType.of(MARIADB_SERVER, "tinyint unsigned", Numbers.EXACT, "0", "1", "255"),
                ColumnType.of(MARIADB_SERVER, "int unsigned", Numbers.EXACT, "0", "1", "4294967295"),
                ColumnType.of(MARIADB_SERVER, "bigint unsigned", Numbers.EXACT, "0", "1", "18446744073709551615")
                        .generating(random -> Long.toUnsignedString(random.nextLong())),
                ColumnType.of(Set.of(DUCKDB), "utinyint", Numbers.EXACT, "0", "1", "255"),
                ColumnType.of(Set.of(DUCKDB), "usmallint", Numbers.EXACT, "0", "1", "65535"),
                ColumnType.of(Set.of(DUCKDB), "uinteger", Numbers.EXACT, "0", "1", "4294967295"),
                ColumnType.of(Set.of(DUCKDB), "ubigint", Numbers.EXACT, "0", "1", "18446744073709551615")
                        .generating(random -> Long.toUnsignedString(random.nextLong())),
                ColumnType.of(
                                Set.of(DUCKDB),
                                "hugeint",
                                Numbers.EXACT,
                                "0",
                                "1",
                                "-1",
                                "9223372036854775808",
                                "170141183460469231731687303715884105727",
                                "-170141183460469231731687303715884105728")
                        .generating(random -> new BigInteger(126, random).toString()),
                ColumnType.of(
                                Set.of(DUCKDB),
                                "uhugeint",
                                Numbers.EXACT,
                                "0",
                                "1",
                                "340282366920938463463374607431768211455")
                        .generating(random -> new BigInteger(128, random).toString()));
    }

    private static List<ColumnType> decimals() {
        return List.of(
                ColumnType.of(
                                TYPED,
                                "decimal(20, 2)",
                                Numbers.EXACT,
                                "0",
                                "1",
                                "0.10",
                                "-1.50",
                                "9007199254740993.00",
                                "123456789012345678.99")
                        .generating(ColumnTypes::decimal),
                ColumnType.of(
                        TYPED,
                        "decimal(38, 0)",
                        Numbers.EXACT,
                        "1",
                        "9223372036854775807",
                        "9223372036854775808",
                        "99999999999999999999999999999999999999"),
                ColumnType.of(
                        Set.of(POSTGRESQL),
                        "numeric",
                        Numbers.EXACT,
                        "1.10",
                        "'NaN'",
                        "'Infinity'",
                        "'-Infinity'",
                        "1e40",
                        "0.000000000000000000000000000000000000000000001"));
    }

    private static List<ColumnType> floats() {
        return List.of(
                ColumnType.of(
                                NOT_MARIADB,
                                "double precision",
                                Numbers.DOUBLE,
                                "0",
                                "0.1",
                                "1e300",
                                "'NaN'",
                                "'Infinity'")
                        .generating(random -> String.valueOf(random.nextGaussian() * 1e6)),
                ColumnType.of(MARIADB_SERVER, "double", Numbers.DOUBLE, "0", "0.1", "1e300", "16777217")
                        .generating(random -> String.valueOf(random.nextGaussian() * 1e6)),
                ColumnType.of(Set.of(SQLITE), "real", Numbers.DOUBLE, "0.5", "0.1", "1e300", "16777217.5")
                        .generating(random -> String.valueOf(random.nextGaussian() * 1e6)),
                ColumnType.of(NOT_MARIADB, "real", Numbers.FLOAT, "0", "0.1", "1e30", "'NaN'", "'-Infinity'"),
                ColumnType.of(MARIADB_SERVER, "float", Numbers.FLOAT, "0", "0.1", "1e30"));
    }

    private static List<ColumnType> plain() {
        return List.of(
                ColumnType.of(
                        ALL,
                        "varchar(40)",
                        Plain.TEXT,
                        "''",
                        "' '",
                        "'a'",
                        "'7'",
                        "' 7'",
                        "'7.5'",
                        "'0x10'",
                        "'1,2'",
                        "'1e30'",
                        "'NaN'",
                        "'[1, 2]'",
                        "'5d2a5a3c-8d7e-4a52-a4a3-65a3ef2c4d01'",
                        "'é€'"),
                ColumnType.of(Set.of(H2, DUCKDB, POSTGRESQL), "boolean", Plain.BOOLEAN, "true", "false"),
                ColumnType.of(
                        Set.of(POSTGRESQL, H2, DUCKDB), "uuid", Plain.UUID, "'5d2a5a3c-8d7e-4a52-a4a3-65a3ef2c4d01'"),
                ColumnType.of(Set.of(POSTGRESQL), "bytea", Plain.BYTES, "'\\x'", "'\\x01'", "'\\x0102'"),
                ColumnType.of(Set.of(H2, MARIADB, MYSQL), "varbinary(16)", Plain.BYTES, "x''", "x'01'", "x'0102'"),
                ColumnType.of(MARIADB_SERVER, "bit(1)", Plain.BOOLEAN, "0", "1"),
                ColumnType.of(Set.of(SQLITE), "blob", Plain.BYTES, "x''", "x'01'", "x'0102'"),
                ColumnType.of(Set.of(DUCKDB), "blob", Plain.BYTES, "'\\x01'::blob", "'\\x01\\x02'::blob"));
    }

    private static String decimal(Random random) {
        return random.nextLong(1_000_000_000_000_000_000L) + "." + (10 + random.nextInt(90));
    }
}
