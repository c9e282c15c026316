package dev.connections.sql.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownParametersTests {

    private static List<String> problemsOf(String url) {
        List<String> problems = new ArrayList<>();
        SqlAddress.of(url).check((property, problem) -> problems.add(property + " " + problem));
        return problems;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    jdbc:postgresql://h/d?applicationName=geheim          | ApplicationName
                    jdbc:postgresql://h/d?socketTimeOut=geheim            | socketTimeout
                    postgresql://h/d?curentSchema=geheim                  | currentSchema
                    jdbc:mysql://h/d?rewriteBatchedStatement=geheim       | rewriteBatchedStatements
                    mysql://h/d?useCursorFetsh=geheim                     | useCursorFetch
                    jdbc:mariadb://h/d?useServerPrepStmt=geheim           | useServerPrepStmts
                    jdbc:sqlserver://h;databaseNam=geheim                 | databaseName
                    mssql://h/d?aplicationIntent=geheim                   | applicationIntent
                    jdbc:sqlite:d?jurnal_mode=geheim                      | journal_mode
                    """)
    void anIgnoredParameterIsAnErrorWithTheNearestOne(String url, String nearest) {
        assertThat(problemsOf(url))
                .singleElement()
                .asString()
                .startsWith("url has the parameter '")
                .contains("did you mean '" + nearest + "'?")
                .doesNotContain("geheim");
    }

    /** From public documentation and questions. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "jdbc:mysql://h:3306/d?useUnicode=true&characterEncoding=utf8&useSSL=false&serverTimezone=UTC&autoReconnect=true&allowPublicKeyRetrieval=true&zeroDateTimeBehavior=convertToNull",
                "jdbc:mysql://h/d?rewriteBatchedStatements=true&cachePrepStmts=true&prepStmtCacheSize=250&enabledTLSProtocols=TLSv1.2",
                "jdbc:mariadb://h/d?useServerPrepStmts=true&sessionVariables=sql_mode='ANSI'&allowMultiQueries=true",
                "jdbc:mariadb://h/d?credentialType=AWS-IAM&region=eu-central-1",
                "jdbc:postgresql://h/d?currentSchema=a,b&reWriteBatchedInserts=true&stringtype=unspecified&options=-c%20statement_timeout=5s",
                "jdbc:postgresql://h1:5432,h2:5432/d?targetServerType=primary&loadBalanceHosts=true&sslfactory=org.postgresql.ssl.NonValidatingFactory&ssl=true",
                "jdbc:sqlserver://h:1433;database=d;encrypt=true;trustServerCertificate=false;hostNameInCertificate=*.database.windows.net;loginTimeout=30;",
                "jdbc:sqlserver://h\\inst;integratedSecurity=true;authenticationScheme=NTLM;domain=x",
                "jdbc:sqlite:pets.db?journal_mode=WAL&foreign_keys=on&busy_timeout=5000",
                "jdbc:sqlite:file:pets.db?mode=ro&cache=shared",
                "jdbc:h2:mem:d;MODE=PostgreSQL;DB_CLOSE_DELAY=-1;INIT=CREATE SCHEMA IF NOT EXISTS a\\\\;SET SCHEMA a",
                "postgresql://h/d?schema=public&connect_timeout=10&pgbouncer=true",
                "postgres://h/d?application_name=x&target_session_attrs=read-write&keepalives=1",
                "mysql://h/d?charset=utf8mb4&parseTime=true",
                "jdbc:oracle:thin:@tcps://h:2484/s?ssl_server_dn_match=yes&retry_count=3",
            })
    void whatTheDriverKnowsPasses(String url) {
        assertThat(problemsOf(url)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    postgresql://h/d?connection_limit=5 | pool.maximum-size
                    postgresql://h/d?passfile=x         | password
                    mysql://h/d?pool_timeout=5          | pool.connection-timeout
                    mysql://h/d?ssl_ca=x                | ssl-bundle
                    """)
    void whatAnotherPropertyDoesIsRefusedWithItsName(String url, String property) {
        assertThat(problemsOf(url)).singleElement().asString().contains("'" + property + "'");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    jdbc:oracle:thin:@tcps://h:2484/s?ssl_server_dn_match=yes&retry_cuont=3  | retry_cuont
                    jdbc:oracle:thin:@h:1521/s?oracle.jdbc.ReadTimeout=5&retry_count=3       |
                    oracle://h/s?retry_cuont=3                                               | retry_cuont
                    jdbc:snowflake://h.snowflakecomputing.com/?wharehouse=x&role=y&QUERY_TAG=z | wharehouse
                    jdbc:postgresql://h/d?socketTimeout=1                                    |
                    jdbc:h2:mem:d;MODE=PostgreSQL                                            |
                    jdbc:duckdb:                                                             |
                    """)
    void aParameterThatIsInNoListIsUnchecked(String url, String parameter) {
        assertThat(problemsOf(url)).isEmpty();
        assertThat(SqlAddress.of(url).uncheckedParameters())
                .isEqualTo((parameter == null) ? Map.of() : Map.of(parameter, "url"));
    }

    @Test
    void parametersOfAnUnknownDriverAreUnchecked() throws SQLException {
        Driver driver = new SilentDriver();
        DriverManager.registerDriver(driver);
        try {
            assertThat(SqlAddress.of("jdbc:silent://h/d?published=1&other=2").uncheckedParameters())
                    .isEqualTo(Map.of("other", "url"));
        } finally {
            DriverManager.deregisterDriver(driver);
        }
    }

    /** Publishes one of its properties. */
    private static final class SilentDriver implements Driver {

        @Override
        public @Nullable Connection connect(String url, Properties info) {
            return null;
        }

        @Override
        public boolean acceptsURL(String url) {
            return url.startsWith("jdbc:silent:");
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
            return new DriverPropertyInfo[] {new DriverPropertyInfo("published", null)};
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException();
        }
    }
}
