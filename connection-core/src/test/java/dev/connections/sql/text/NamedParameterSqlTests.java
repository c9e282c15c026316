package dev.connections.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NamedParameterSqlTests {

    @ParameterizedTest
    @EnumSource
    void findsParametersInEachDialect(SqlGrammar grammar) {
        NamedParameterSql sql = NamedParameterSql.parse(
                "select :a, x::text, f(:b) -- :no\n from t where n = :c and m in (:d) /* :no */ and k=:owner.name and"
                        + " v = ':no''' and \":no\" = ':no' limit :a",
                grammar);
        assertThat(sql.names()).containsExactly("a", "b", "c", "d", "owner.name", "a");
        assertThat(sql.jdbcSql())
                .isEqualTo("select ?, x::text, f(?) -- :no\n from t where n = ? and m in (?) /* :no */ and k=? and"
                        + " v = ':no''' and \":no\" = ':no' limit ?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            POSTGRESQL | select a[1:2], a[1:n], a[:lo:2], a[ :i ] where x = :x       | lo,i,x
            POSTGRESQL | select a[f(:i):g(:j)], a[1: :k], array[:l, :m]              | i,j,k,l,m
            POSTGRESQL | select a[1::int], a[:i::int], array[case when :b then 1 end]| i,b
            POSTGRESQL | select $$:no$$, $q$it's :no$q$, $q$ $$ :no $q$ where x = :x | x
            POSTGRESQL | select E'it\\'s :no', e'\\\\', :x, 'a\\', :y                | x,y
            POSTGRESQL | select /* /* ' */ :no */ :x                                | x
            POSTGRESQL | select a &&array[:x], a&&:y                                | x,y
            POSTGRESQL | select f(a := :x), f(a:=:y), a$b$c:x                       | x,y,x
            POSTGRESQL | select U&":no", N':no', B'1', "a"":no"                     |
            MYSQL      | select 'it\\'s :no', "it\\"s :no", `:no`, :x               | x
            MYSQL      | select 1 # it's :no                                        |
            MYSQL      | select @n:=:x, @n := @n + 1                                | x
            MYSQL      | select 1--:x                                               | x
            MYSQL      | select 1 -- :no                                            |
            MYSQL      | select /*! :no */ :x                                       | x
            MYSQL      | select /* /* */ :x                                         | x
            MYSQL      | select /*! '*/ :no' */ :x, /*!99999 /*! */ :no */ :y       | x,y
            DUCKDB     | select {'a':1}, {'a':b}, {a: :x}, {'a':{'b':c}}, map {:k: :v} | x,k,v
            DUCKDB     | select a[1:2], a[:x], a[1:n:2], [1,2][1:2]                 | x
            DUCKDB     | select list_transform(a, lambda x: x+:y), n: 1, m:col      | y
            DUCKDB     | select $$:no$$, $a$:no$a$, f(a := :x)                      | x
            H2         | select $$a:no$$, :x // it's :no                            | x
            H2         | select [:no], :x                                           | no,x
            SNOWFLAKE  | select doc:a.b[0]::int, doc:"a":b, doc['x']:y, f(doc):z, $1:a where x = :x | x
            SNOWFLAKE  | select $$:no '$$, 'it\\'s :no', :x // it's :no             | x
            SNOWFLAKE  | select {'a': :x, 'b':c}, case when a=:y then :z end        | x,y,z
            SQLSERVER  | select [x:y], [a]]:no], :x, #t.n, @v                       | x
            SQLITE     | select [x:no], `x:no`, :x                                  | x
            ORACLE     | select q'[it's :no]', nq'!it's :no!', Q'{:no}', :x, :1 from dual | x,1
            ORACLE     | create or replace trigger t before insert on pets begin :new.id := 5; end; |
            OTHER      | select a[1:2], `:no`, :x                                   | x
            """)
    void knowsTheDialect(SqlGrammar grammar, String sql, String names) {
        assertThat(NamedParameterSql.parse(sql.strip(), grammar).names())
                .isEqualTo((names == null) ? List.of() : List.of(names.split(",")));
    }

    @Test
    void aQuestionMarkOfPostgresIsAnOperator() {
        assertThat(NamedParameterSql.parse(
                                "select a ? :k, a ?| :l, a ?& :m, a ?? 'k', '?', a @? 'p'", SqlGrammar.POSTGRESQL)
                        .jdbcSql())
                .isEqualTo("select a ?? ?, a ??| ?, a ??& ?, a ?? 'k', '?', a @?? 'p'");
    }

    @Test
    void positionalParametersAreCountedIfTheyAreNotNumbered() {
        assertThat(NamedParameterSql.parse("select ?, f(?)", SqlGrammar.H2).positionalCount())
                .isEqualTo(2);
        assertThat(NamedParameterSql.parse("select '?' -- ?", SqlGrammar.H2).positionalCount())
                .isZero();
        assertThat(NamedParameterSql.parse("select a ? 'k'", SqlGrammar.POSTGRESQL)
                        .positionalCount())
                .isZero();
        assertThat(NamedParameterSql.parse("select ?2, ?1, ?2", SqlGrammar.H2).positionalCount())
                .isEqualTo(-1);
        assertThat(NamedParameterSql.parse("select /*! ?, */ ?", SqlGrammar.MYSQL)
                        .positionalCount())
                .isEqualTo(-1);
    }

    @Test
    void aPathOfSnowflakeFollowsItsNameAndAPointBelongsToAName() {
        assertThat(NamedParameterSql.parse("select doc:a.b[0]::int from t", SqlGrammar.SNOWFLAKE)
                        .names())
                .isEmpty();
        assertThat(NamedParameterSql.parse("select doc :a from t", SqlGrammar.SNOWFLAKE)
                        .names())
                .containsExactly("a");
        assertThat(NamedParameterSql.parse("select :a.b, (:c).d", SqlGrammar.POSTGRESQL)
                        .names())
                .containsExactly("a.b", "c");
    }

    @Test
    void aWordBeforeAParameterStaysAWord() {
        assertThat(NamedParameterSql.parse("select:a, case when x=:a then:b else:c end", SqlGrammar.POSTGRESQL)
                        .jdbcSql())
                .isEqualTo("select ?, case when x=? then ? else ? end");
        assertThat(NamedParameterSql.parse("select 1 where id in(:a)and:b", SqlGrammar.POSTGRESQL)
                        .jdbcSql(List.of("?, ?", "?")))
                .isEqualTo("select 1 where id in(?, ?)and ?");
    }

    @Test
    void aSemicolonBeforeTheLastCommentIsNoSecondStatementOfPostgres() {
        assertThat(NamedParameterSql.parse("select ';' as a; -- done", SqlGrammar.POSTGRESQL)
                        .jdbcSql())
                .isEqualTo("select ';' as a  -- done");
        assertThat(NamedParameterSql.parse("select 1; /* a */ ; -- b;", SqlGrammar.POSTGRESQL)
                        .jdbcSql())
                .isEqualTo("select 1  /* a */   -- b;");
        for (String same : List.of("select 1;", "select 1; select 2 -- b", "select 1 -- a;\n;", "/* a */ select 1;")) {
            assertThat(NamedParameterSql.parse(same, SqlGrammar.POSTGRESQL).jdbcSql())
                    .isEqualTo(same);
        }
    }

    @Test
    void anEscapedColonIsNoParameter() {
        NamedParameterSql sql = NamedParameterSql.parse("select a[\\:n], ':a\\:b', \\::x", SqlGrammar.POSTGRESQL);
        assertThat(sql.names()).containsExactly("x");
        assertThat(sql.jdbcSql()).isEqualTo("select a[:n], ':a\\:b', :?");
    }

    @Test
    void expandsPlaceholders() {
        NamedParameterSql sql = NamedParameterSql.parse("select * from t where a in (:a) and b = :b", SqlGrammar.H2);
        assertThat(sql.jdbcSql(List.of("?, ?", "?"))).isEqualTo("select * from t where a in (?, ?) and b = ?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            H2         | select ';' ; -- a;       | select ';'
            H2         | select 1 /* ; */ ;;      | select 1
            POSTGRESQL | select $$;$$; --         | select $$;$$
            MYSQL      | select 1 # ; a           | select 1
            """)
    void findsTheEndOfAStatement(SqlGrammar grammar, String sql, String stripped) {
        assertThat(StatementEnd.strip(sql, grammar)).isEqualTo(stripped);
    }
}
