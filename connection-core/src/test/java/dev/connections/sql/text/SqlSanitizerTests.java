package dev.connections.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SqlSanitizerTests {

    static Stream<Arguments> statements() {
        return Stream.of(
                Arguments.of(
                        SqlGrammar.POSTGRESQL,
                        "select * from pets where name = :name",
                        "select * from pets where name = :name"),
                Arguments.of(
                        SqlGrammar.POSTGRESQL,
                        "select *\n  from pets\n where id = ?",
                        "select * from pets where id = ?"),
                Arguments.of(SqlGrammar.POSTGRESQL, "select 'secret' as x", "select ? as x"),
                Arguments.of(SqlGrammar.POSTGRESQL, "select 'it''s secret', a", "select ?, a"),
                Arguments.of(SqlGrammar.POSTGRESQL, "select '', 'secret'", "select ?, ?"),
                Arguments.of(
                        SqlGrammar.POSTGRESQL, "select 42, -4.2e-3, 0xsecret, .5, t1.c2", "select ?, -?, ?, ?, t1.c2"),
                Arguments.of(
                        SqlGrammar.POSTGRESQL,
                        "select $1, $$secret$$, $t$it's $$ secret$t$ from a$b",
                        "select $1, ?, ? from a$b"),
                Arguments.of(SqlGrammar.POSTGRESQL, "select \"it's mine\", 'secret'", "select \"it's mine\", ?"),
                Arguments.of(SqlGrammar.POSTGRESQL, "select 1 -- secret's\nfrom pets", "select ? from pets"),
                Arguments.of(SqlGrammar.POSTGRESQL, "select /* secret's */ 'secret'", "select ?"),
                Arguments.of(SqlGrammar.POSTGRESQL, "select /* a /* b */ secret */ 1", "select ?"),
                Arguments.of(SqlGrammar.POSTGRESQL, "select E'a\\'secret', 'b'", "select ?, ?"),
                Arguments.of(SqlGrammar.POSTGRESQL, "select data ->> 'secret' #> '{secret}'", "select data ->> ? #> ?"),
                Arguments.of(
                        SqlGrammar.POSTGRESQL,
                        "select a[1], b::date, date '2020-01-01'",
                        "select a[?], b::date, date ?"),
                Arguments.of(SqlGrammar.POSTGRESQL, "select 'secret", "select …"),
                Arguments.of(SqlGrammar.POSTGRESQL, "select $$secret", "select …"),
                Arguments.of(SqlGrammar.POSTGRESQL, "select /* secret", "select …"),
                Arguments.of(SqlGrammar.POSTGRESQL, "select 1 -- secret", "select ?"),
                Arguments.of(SqlGrammar.MYSQL, "select \"secret\", `it's`, 'secret'", "select ?, `it's`, ?"),
                Arguments.of(SqlGrammar.MYSQL, "select 'it\\'s secret'", "select …"),
                Arguments.of(SqlGrammar.MYSQL, "select 'secret\\\\', 'secret'", "select …"),
                Arguments.of(SqlGrammar.MYSQL, "select 1 # secret's\n, 'secret'", "select ? , ?"),
                Arguments.of(SqlGrammar.MYSQL, "select a#secret's\n, 'secret'", "select a , ?"),
                Arguments.of(SqlGrammar.MYSQL, "select 5--'multi\nsecret'", "select ?--?"),
                Arguments.of(SqlGrammar.MYSQL, "select 1 /*! , 'a*/secret' */", "select ? …"),
                Arguments.of(SqlGrammar.SQLSERVER, "select [it's], N'secret' from #t", "select [it's], N? from #t"),
                Arguments.of(SqlGrammar.SQLSERVER, "select $1.50secret, a", "select ?, a"),
                Arguments.of(SqlGrammar.SQLITE, "select [it's], \"secret\", x'5ec7e7'", "select [it's], ?, x?"),
                Arguments.of(SqlGrammar.ORACLE, "select q'[it's secret]', 'b' from dual", "select ?, ? from dual"),
                Arguments.of(
                        SqlGrammar.ORACLE,
                        "select * from v$session where sid = :1",
                        "select * from v$session where sid = :1"),
                Arguments.of(SqlGrammar.H2, "select `it's`, $$secret$$", "select `it's`, ?"),
                Arguments.of(
                        SqlGrammar.SNOWFLAKE,
                        "select $$it's secret$$, doc:a.b[0]::int, 'it\\'s secret', $1 // secret's",
                        "select ?, doc:a.b[?]::int, ?, $1"),
                Arguments.of(SqlGrammar.H2, "select 1 // secret's\n, 'secret'", "select ? , ?"),
                Arguments.of(SqlGrammar.DUCKDB, "select {'secret': :a}, $a$secret$a$", "select {?: :a}, ?"),
                Arguments.of(SqlGrammar.OTHER, "select $$secret", "select …"),
                Arguments.of(SqlGrammar.OTHER, "select \"secret\", a // secret", "select ?, a …"),
                Arguments.of(SqlGrammar.OTHER, "select `a`, 'secret'", "select …"));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void literalsBecomeQuestionMarks(SqlGrammar grammar, String sql, String shown) {
        assertThat(SqlSanitizer.withoutLiterals(sql, grammar)).isEqualTo(shown).doesNotContain("secret");
    }

    /** A literal that ends where none would think: whatever the dialect, nothing of it may be shown. */
    @ParameterizedTest
    @EnumSource
    void whatIsAmbiguousIsLeftOut(SqlGrammar grammar) {
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
            assertThat(SqlSanitizer.withoutLiterals(sql, grammar)).as(sql).doesNotContain("secret");
        }
    }

    @Test
    void aLongTextIsCutOff() {
        String text = SqlSanitizer.withoutLiterals("select a, ".repeat(10_000), SqlGrammar.H2);
        assertThat(text).hasSize(SqlSanitizer.LONGEST + 1).endsWith("…");
    }
}
