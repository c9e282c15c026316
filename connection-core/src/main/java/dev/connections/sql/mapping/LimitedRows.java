package dev.connections.sql.mapping;

import dev.connections.sql.dialect.SqlDialect;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import org.springframework.aop.support.AopUtils;

/** Limits the rows of a result for DuckDB, whose driver ignores {@code setMaxRows}. */
public final class LimitedRows {

    private LimitedRows() {}

    /** @param most 0 without limit */
    public static ResultSet of(ResultSet rs, int most, SqlDialect dialect) {
        if (most == 0 || dialect != SqlDialect.DUCKDB) {
            return rs;
        }
        int[] left = {most};
        return (ResultSet) Proxy.newProxyInstance(
                LimitedRows.class.getClassLoader(), new Class<?>[] {ResultSet.class}, (proxy, method, arguments) -> {
                    boolean ended = method.getName().equals("next") && left[0]-- <= 0;
                    return ended ? false : AopUtils.invokeJoinpointUsingReflection(rs, method, arguments);
                });
    }
}
