package dev.connections.sql.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.parameters.BoundSql;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PageClauseTests {

    private static final BoundSql QUERY =
            new BoundSql("select * from pets where kind = ? order by id; ", new Object[] {"cat"}, null);

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MYSQL", "MARIADB", "SQLITE", "DUCKDB"})
    void saysLimit(SqlDialect dialect) {
        BoundSql page = PageClause.append(dialect, QUERY, 20, 11);
        assertThat(page.sql()).isEqualTo("select * from pets where kind = ? order by id\nlimit ? offset ?");
        assertThat(page.values()).containsExactly("cat", 11L, 20L);
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLSERVER", "ORACLE", "OTHER"})
    void saysFetchNext(SqlDialect dialect) {
        BoundSql page = PageClause.append(dialect, QUERY, 20, 11);
        assertThat(page.sql())
                .isEqualTo("select * from pets where kind = ? order by id\noffset ? rows fetch next ? rows only");
        assertThat(page.values()).containsExactly("cat", 20L, 11L);
    }
}
