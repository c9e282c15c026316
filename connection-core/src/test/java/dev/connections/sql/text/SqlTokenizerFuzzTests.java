package dev.connections.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.testing.Seed;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No text fails, loses a character, or takes more than linear time. A failure names the seed. */
class SqlTokenizerFuzzTests {

    private static final int MEGABYTE = 1024 * 1024;

    private static final long SLACK = 50_000_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final List<String> FRAGMENTS = List.of(
            "'",
            "''",
            "\"",
            "`",
            "\\",
            "\\'",
            "\\:",
            ":",
            "::",
            ":=",
            ":a",
            ":1",
            "?",
            "??",
            "$",
            "$$",
            "$a$",
            "$1",
            "--",
            "-- ",
            "#",
            "//",
            "/*",
            "*/",
            "/*!",
            "/*!50000 ",
            "/*M!",
            "[",
            "]",
            "{",
            "}",
            "(",
            ")",
            ";",
            ",",
            ".",
            "e'",
            "E'",
            "q'[",
            "]'",
            "nq'",
            "U&'",
            "N'",
            "x",
            "ab",
            "1",
            "1e-5",
            "0x1F",
            ".5",
            "\n",
            "\r",
            "\t",
            " ",
            "\0",
            "\u00e4",
            "\u3000",
            "\ud83d\ude00",
            "\ud83d",
            "\ude00",
            "select ",
            "insert ",
            "with ",
            "explain analyze ",
            "set ",
            "begin ",
            "then ",
            "set_config(",
            "pragma ",
            "for update",
            "into ",
            "temp ",
            "create ",
            "@",
            "@x",
            "&",
            "<",
            "=",
            "|",
            "~",
            "^");

    @ParameterizedTest
    @EnumSource
    void neverFails(SqlGrammar grammar) {
        Random random = new Random(Seed.VALUE);
        for (int i = 0; i < 20_000; i++) {
            String sql = text(random);
            try {
                check(sql, grammar);
            } catch (Throwable ex) {
                throw new AssertionError("seed " + Seed.VALUE + ", text " + i + ": [" + sql + "]", ex);
            }
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(30);
        for (int i = 0; i < length; i++) {
            text.append(
                    (random.nextInt(10) == 0)
                            ? String.valueOf((char) random.nextInt(0x10000))
                            : FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
        }
        return text.toString();
    }

    private static void check(String sql, SqlGrammar grammar) {
        SqlTokenizer tokens = new SqlTokenizer(sql, grammar);
        int end = 0;
        while (tokens.next()) {
            assertThat(tokens.begin()).isEqualTo(end);
            assertThat(tokens.end()).isGreaterThan(end);
            end = tokens.end();
        }
        assertThat(end).isEqualTo(sql.length());
        NamedParameterSql named = NamedParameterSql.parse(sql, grammar);
        if (!sql.contains("\\:") && grammar != SqlGrammar.POSTGRESQL) {
            List<String> names = named.names().stream().map(name -> ":" + name).toList();
            // a space may have been put between a word and a parameter of MySQL
            String space = grammar == SqlGrammar.MYSQL ? " " : "";
            assertThat(named.jdbcSql(names).replace(space, "")).isEqualTo(sql.replace(space, ""));
        }
        SqlEffects.of(sql, grammar);
        assertThat(SqlSanitizer.withoutLiterals(sql, grammar)).hasSizeLessThanOrEqualTo(SqlSanitizer.LONGEST + 1);
        assertThat(sql).startsWith(StatementEnd.strip(sql, grammar));
    }

    /** Repeated up to the whole length, they make each search for an end go as far as it can. */
    static Stream<String> patterns() {
        return Stream.of(
                "select a, b from t where c = :c and d = 'e' ",
                "'",
                "''a",
                "\\'",
                "$",
                "$a",
                "$a$ ",
                "$a$b",
                "/*",
                "/* */",
                "/*!",
                "/*! a */",
                "-- a\n",
                "-",
                "e'\n",
                "e'' ",
                "q'[",
                "[",
                "a[:",
                "({[",
                ")]}",
                ":a",
                "::",
                "?",
                "\\:",
                "set_config(",
                "set_config('a', ",
                "create temp ",
                "begin declare into temp ",
                "explain analyze ",
                ";",
                "begin ",
                "do $$ begin ",
                "\n",
                "a.b:c ",
                "1e-");
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void takesLinearTime(String pattern) {
        for (SqlGrammar grammar : List.of(SqlGrammar.POSTGRESQL, SqlGrammar.MYSQL, SqlGrammar.SNOWFLAKE)) {
            String small = pattern.repeat(MEGABYTE / pattern.length());
            String large = pattern.repeat(5 * MEGABYTE / pattern.length());
            long ofSmall = Long.MAX_VALUE / 16;
            long ofLarge = Long.MAX_VALUE;
            for (int i = 0; i < 5 && ofLarge > 8 * ofSmall + SLACK; i++) {
                ofSmall = Math.min(ofSmall, time(small, grammar));
                ofLarge = Math.min(ofLarge, time(large, grammar));
            }
            assertThat(ofLarge).as("%s, nanoseconds for 5 MB", grammar).isLessThanOrEqualTo(8 * ofSmall + SLACK);
        }
    }

    /** The time of the processor, which other work on the machine does not change much. */
    private static long time(String sql, SqlGrammar grammar) {
        long begin = THREADS.getCurrentThreadCpuTime();
        NamedParameterSql.parse(sql, grammar);
        SqlEffects.of(sql, grammar);
        SqlSanitizer.withoutLiterals(sql, grammar);
        StatementEnd.strip(sql, grammar);
        return THREADS.getCurrentThreadCpuTime() - begin;
    }

    @Test
    void aLongLiteralIsNoDepth() {
        String literal = "'" + "it''s ".repeat(MEGABYTE) + "'";
        assertThat(SqlEffects.of("select " + literal, SqlGrammar.H2).isRead()).isTrue();
        assertThat(SqlSanitizer.withoutLiterals("select " + literal, SqlGrammar.H2))
                .isEqualTo("select ?");
    }
}
