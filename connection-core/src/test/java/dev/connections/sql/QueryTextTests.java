package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class QueryTextTests {

    static Stream<Arguments> statements() {
        return Stream.of(
                Arguments.of(
                        SqlDialect.POSTGRESQL,
                        "select * from pets where name = :name",
                        "select * from pets where name = :name"),
                Arguments.of(
                        SqlDialect.POSTGRESQL,
                        "select *\n  from pets\n where id = ?",
                        "select * from pets where id = ?"),
                Arguments.of(SqlDialect.POSTGRESQL, "select 'secret' as x", "select ? as x"),
                Arguments.of(SqlDialect.POSTGRESQL, "select 'it''s secret', a", "select ?, a"),
                Arguments.of(SqlDialect.POSTGRESQL, "select '', 'secret'", "select ?, ?"),
                Arguments.of(
                        SqlDialect.POSTGRESQL,
                        "select 42, -4.2e-3, 0xsecret, .5, t1.c2",
                        "select ?, -?-?, ?, .?, t1.c2"),
                Arguments.of(
                        SqlDialect.POSTGRESQL,
                        "select $1, $$secret$$, $t$it's $$ secret$t$ from a$b",
                        "select $?, ?, ? from a$b"),
                Arguments.of(SqlDialect.POSTGRESQL, "select \"it's mine\", 'secret'", "select \"it's mine\", ?"),
                Arguments.of(SqlDialect.POSTGRESQL, "select 1 -- secret's\nfrom pets", "select ? from pets"),
                Arguments.of(SqlDialect.POSTGRESQL, "select /* secret's */ 'secret'", "select ?"),
                Arguments.of(SqlDialect.POSTGRESQL, "select /* a /* b */ secret */ 1", "select …"),
                Arguments.of(SqlDialect.POSTGRESQL, "select E'a\\'secret', 'b'", "select E…"),
                Arguments.of(SqlDialect.POSTGRESQL, "select data ->> 'secret' #> '{secret}'", "select data ->> ? #> ?"),
                Arguments.of(
                        SqlDialect.POSTGRESQL,
                        "select a[1], b::date, date '2020-01-01'",
                        "select a[?], b::date, date ?"),
                Arguments.of(SqlDialect.POSTGRESQL, "select 'secret", "select …"),
                Arguments.of(SqlDialect.POSTGRESQL, "select $$secret", "select …"),
                Arguments.of(SqlDialect.POSTGRESQL, "select /* secret", "select …"),
                Arguments.of(SqlDialect.POSTGRESQL, "select 1 -- secret", "select ? …"),
                Arguments.of(SqlDialect.MYSQL, "select \"secret\", `it's`, 'secret'", "select ?, `it's`, ?"),
                Arguments.of(SqlDialect.MYSQL, "select 'it\\'s secret'", "select …"),
                Arguments.of(SqlDialect.MYSQL, "select 'secret\\\\', 'secret'", "select …"),
                Arguments.of(SqlDialect.MYSQL, "select 1 # secret's\n, 'secret'", "select ? , ?"),
                Arguments.of(SqlDialect.MYSQL, "select a#secret's\n, 'secret'", "select a , ?"),
                Arguments.of(SqlDialect.MARIADB, "select 5--'multi\nsecret'", "select ?…"),
                Arguments.of(SqlDialect.MARIADB, "select 1 /*! , 'a*/secret' */", "select ? …"),
                Arguments.of(SqlDialect.SQLSERVER, "select [it's], N'secret' from #t", "select [it's], N? from #t"),
                Arguments.of(SqlDialect.SQLSERVER, "select $1.50secret, a", "select $?, a"),
                Arguments.of(SqlDialect.SQLITE, "select [it's], \"secret\", x'5ec7e7'", "select [it's], ?, x?"),
                Arguments.of(SqlDialect.ORACLE, "select q'[it's secret]', 'b' from dual", "select q…"),
                Arguments.of(
                        SqlDialect.ORACLE,
                        "select * from v$session where sid = :1",
                        "select * from v$session where sid = :?"),
                Arguments.of(SqlDialect.H2, "select `it's`, $$secret$$", "select `it's`, ?"),
                Arguments.of(SqlDialect.OTHER, "select \"secret\", a // secret", "select ?, a …"),
                Arguments.of(SqlDialect.OTHER, "select `a`, 'secret'", "select …"));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void literalsBecomeQuestionMarks(SqlDialect dialect, String sql, String shown) {
        assertThat(QueryText.withoutLiterals(sql, dialect)).isEqualTo(shown).doesNotContain("secret");
    }

    /** A literal that ends where none would think: whatever the dialect, nothing of it may be shown. */
    @ParameterizedTest
    @EnumSource
    void whatIsAmbiguousIsLeftOut(SqlDialect dialect) {
        for (String sql : new String[] {
            "select 'a\\'secret' from t",
            "select 'a\\\\'' secret' from t",
            "select q'!it's secret!' from t",
            "select nq'<it's secret>' from t",
            "select 'a\r\nsecret'",
            "select -- it's\r'secret'\n",
            "select /* 'a' /* secret */ 'secret' */",
            "select 'secret",
        }) {
            assertThat(QueryText.withoutLiterals(sql, dialect)).as(sql).doesNotContain("secret");
        }
    }

    @Test
    void aLongTextIsCutOff() {
        String text = QueryText.withoutLiterals("select a, ".repeat(10_000), SqlDialect.H2);
        assertThat(text).hasSize(QueryText.LONGEST + 1).endsWith("…");
    }
}
