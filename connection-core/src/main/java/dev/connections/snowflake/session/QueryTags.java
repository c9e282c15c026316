package dev.connections.snowflake.session;

import dev.connections.ConnectionName;
import dev.connections.snowflake.QueryTagConvention;
import dev.connections.snowflake.driver.SnowflakeApi;
import dev.connections.sql.driver.StatementCustomizer;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tags each statement of a connection. The tag is sent with the statement, so it costs no request and leaves the
 * session as it is. Immutable.
 */
public final class QueryTags implements StatementCustomizer {

    private static final String PARAMETER = "QUERY_TAG";

    private final String connection;

    private final @Nullable String configured;

    private final QueryTagConvention convention;

    /**
     * @param connection the name of the connection
     * @param session what its sessions begin with, where there may be a tag
     * @param convention says what the tags are
     */
    public QueryTags(ConnectionName connection, Map<String, String> session, QueryTagConvention convention) {
        this.connection = connection.value();
        this.configured = session.entrySet().stream()
                .filter(parameter -> parameter.getKey().equalsIgnoreCase(PARAMETER))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        this.convention = convention;
    }

    @Override
    public void customize(Statement statement) throws SQLException {
        @Nullable String tag = convention.queryTag(connection, configured);
        if (tag != null) {
            SnowflakeApi.setParameter(statement, PARAMETER, tag);
        }
    }
}
