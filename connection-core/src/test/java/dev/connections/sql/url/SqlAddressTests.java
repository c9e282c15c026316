package dev.connections.sql.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.connections.credentials.Credentials;
import dev.connections.sql.dialect.SqlDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlAddressTests {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    jdbc:postgresql://localhost/pets                   | jdbc:postgresql://localhost/pets
                    JDBC:h2:mem:pets                                   | jdbc:h2:mem:pets
                    postgresql://host:5433/db                          | jdbc:postgresql://host:5433/db
                    postgres://host/db                                 | jdbc:postgresql://host:5432/db
                    POSTGRESQL://host/db                               | jdbc:postgresql://host:5432/db
                    postgresql+psycopg2://host/db                      | jdbc:postgresql://host:5432/db
                    postgresql+asyncpg://host/db                       | jdbc:postgresql://host:5432/db
                    postgresql://host                                  | jdbc:postgresql://host:5432/
                    postgresql://[2001:db8::1]:5433/db                 | jdbc:postgresql://[2001:db8::1]:5433/db
                    postgresql://[::1]/db                              | jdbc:postgresql://[::1]:5432/db
                    postgresql://a:1,b:2/db                            | jdbc:postgresql://a:1,b:2/db
                    postgresql://host/my%20db%2B                       | jdbc:postgresql://host:5432/my%20db%2B
                    postgresql://host:/db                              | jdbc:postgresql://host:5432/db
                    mysql://host/db                                    | jdbc:mysql://host:3306/db
                    mysql+pymysql://host/db?charset=utf8mb4            | jdbc:mysql://host:3306/db
                    mysql+mysqldb://host/db                            | jdbc:mysql://host:3306/db
                    mysqldb://host/db                                  | jdbc:mysql://host:3306/db
                    mysql://host                                       | jdbc:mysql://host:3306/
                    mysql://[::1]:3307/db                              | jdbc:mysql://[::1]:3307/db
                    mariadb://host/db                                  | jdbc:mariadb://host:3306/db
                    mariadb+mariadbconnector://host:1/my%20db          | jdbc:mariadb://host:1/my db
                    mssql://host/db                                    | jdbc:sqlserver://host:1433;databaseName=db
                    sqlserver://host:1/a%3Bb%7D                        | jdbc:sqlserver://host:1;databaseName={a;b}}}
                    mssql+pyodbc://host\\inst/db?driver=ODBC+Driver+18+for+SQL+Server | jdbc:sqlserver://host\\inst;databaseName=db
                    mssql://[::1]:1434/db                              | jdbc:sqlserver://;portNumber=1434;serverName=::1;databaseName=db
                    sqlserver://host:1433;databaseName=db              | jdbc:sqlserver://host:1433;databaseName=db
                    oracle://host/XEPDB1                               | jdbc:oracle:thin:@//host:1521/XEPDB1
                    oracle+cx_oracle://host:1/?service_name=XEPDB1     | jdbc:oracle:thin:@//host:1/XEPDB1
                    oracle+oracledb://host:1?sid=XE&encoding=UTF-8     | jdbc:oracle:thin:@host:1:XE
                    oracle://[::1]/XEPDB1                              | jdbc:oracle:thin:@//[::1]:1521/XEPDB1
                    sqlite:///pets.db                                  | jdbc:sqlite:pets.db
                    sqlite:///data/pets.db                             | jdbc:sqlite:data/pets.db
                    sqlite:////var/lib/pets@home.db                    | jdbc:sqlite:/var/lib/pets@home.db
                    sqlite:///C:\\data\\pets.db                        | jdbc:sqlite:C:\\data\\pets.db
                    sqlite+pysqlite:///pets.db?check_same_thread=false | jdbc:sqlite:pets.db
                    sqlite:///file:pets.db?mode=ro&uri=true            | jdbc:sqlite:file:pets.db?mode=ro
                    sqlite://                                          | jdbc:sqlite::memory:
                    sqlite:///:memory:                                 | jdbc:sqlite::memory:
                    duckdb:///pets.duckdb                              | jdbc:duckdb:pets.duckdb
                    duckdb:////var/lib/pets.duckdb                     | jdbc:duckdb:/var/lib/pets.duckdb
                    duckdb://                                          | jdbc:duckdb:
                    duckdb:///:memory:                                 | jdbc:duckdb:
                    h2:mem:pets                                        | jdbc:h2:mem:pets
                    h2:///mem:pets                                     | jdbc:h2:mem:pets
                    h2://                                              | jdbc:h2:mem:
                    h2:///pets                                         | jdbc:h2:./pets
                    h2:////var/lib/pets                                | jdbc:h2:/var/lib/pets
                    h2:///~/pets                                       | jdbc:h2:~/pets
                    h2://host:9093/pets?MODE=PostgreSQL                | jdbc:h2:tcp://host:9093/pets;MODE=PostgreSQL
                    """)
    void writesTheJdbcUrlOf(String url, String jdbcUrl) {
        SqlTarget target = SqlAddress.of(url).target();

        assertThat(target.jdbcUrl()).isEqualTo(jdbcUrl);
        assertThat(target.credentials()).isEqualTo(Credentials.none());
        assertThat(target.dialect()).isEqualTo(SqlDialect.ofJdbcUrl(jdbcUrl));
        assertThat(target.driverClassName()).isEqualTo(target.dialect().driverClassName());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    postgresql://scott:ti%40g%2Fer%3A%25@host/db            | jdbc:postgresql://host:5432/db
                    mysql+pymysql://scott:ti%40g%2Fer%3A%25@host:3306/db    | jdbc:mysql://host:3306/db
                    mssql://scott:ti@g%2Fer:%25@host/db                     | jdbc:sqlserver://host:1433;databaseName=db
                    jdbc:postgresql://host/db?user=scott&tcpKeepAlive=true&password=ti%40g%2Fer:%25 | jdbc:postgresql://host/db?tcpKeepAlive=true
                    jdbc:postgresql://host/db?password=ti%40g%2Fer:%25&user=scott | jdbc:postgresql://host/db
                    jdbc:mysql://scott:ti%40g%2Fer%3A%25@host/db            | jdbc:mysql://host/db
                    jdbc:mysql://host/db?user=scott&password=ti%40g%2Fer:%25 | jdbc:mysql://host/db
                    jdbc:mariadb://host/db?user=scott&password=ti%40g%2Fer:%25 | jdbc:mariadb://host/db
                    jdbc:sqlserver://host;userName=scott;password={ti@g/er:%};databaseName=db | jdbc:sqlserver://host;databaseName=db
                    jdbc:sqlserver://host;databaseName=db;user=scott;password=ti@g/er:% | jdbc:sqlserver://host;databaseName=db
                    jdbc:h2:mem:db;USER=scott;MODE=Oracle;password=ti@g/er:% | jdbc:h2:mem:db;MODE=Oracle
                    jdbc:oracle:thin:scott/"ti@g/er:%"@//host:1521/XE       | jdbc:oracle:thin:@//host:1521/XE
                    """)
    void takesTheCredentialsOutOf(String url, String jdbcUrl) {
        SqlTarget target = SqlAddress.of(url).target();

        assertThat(target.credentials()).isEqualTo(Credentials.of("scott", "ti@g/er:%"));
        assertThat(target.jdbcUrl()).isEqualTo(jdbcUrl);
        assertThat(SqlAddress.of(url).credentials()).isEqualTo(target.credentials());
        assertThat(target.toString() + SqlAddress.of(url)).doesNotContain("g/er", "g%2Fer");
    }

    @Test
    void takesOtherSecretsOutOfJdbcUrls() {
        SqlTarget target = SqlAddress.of("jdbc:postgresql://host/db?sslpassword=geheim&stringtype=unspecified")
                .target();

        assertThat(target.jdbcUrl()).isEqualTo("jdbc:postgresql://host/db?stringtype=unspecified");
        assertThat(target.properties()).containsExactly(Map.entry("sslpassword", "geheim"));
        assertThat(target).hasToString("jdbc:postgresql://host/db");
    }

    @Test
    void keepsAUserWithoutAPassword() {
        assertThat(SqlAddress.of("postgresql://scott@host/db").target().credentials())
                .isEqualTo(Credentials.of("scott", null));
    }

    @Test
    void understandsTheParts() {
        SqlAddress parts = new SqlAddress(
                null, "postgres", "::1", 5433, "pets", Map.of("sslmode", "require"), "org.postgresql.Driver");

        assertThat(parts.target().jdbcUrl()).isEqualTo("jdbc:postgresql://[::1]:5433/pets");
        assertThat(parts.target().properties()).containsExactly(Map.entry("sslmode", "require"));
    }

    @Test
    void needsNoDatabaseWhereTheServerHasADefault() {
        assertThat(parts("mysql", "host", null).target().jdbcUrl()).isEqualTo("jdbc:mysql://host:3306/");
        assertThat(parts("mssql", "host", null).target().jdbcUrl()).isEqualTo("jdbc:sqlserver://host:1433");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "duckdb", "h2"})
    void needsNoHostForAFile(String dialect) {
        assertThat(parts(dialect, null, "/data/pets").target().jdbcUrl()).isEqualTo("jdbc:" + dialect + ":/data/pets");
        assertThat(problemsOf(parts(dialect, null, null)))
                .containsExactly("database: is missing: name the file of the database, or ':memory:'");
    }

    @Test
    void reportsAllMissingPartsAtOnce() {
        assertThat(problemsOf(parts("postgresql", null, null)))
                .containsExactlyInAnyOrder(
                        "host: is missing: name the server of the database", "database: is missing: name the database");
        assertThat(problemsOf(parts(null, null, null)))
                .singleElement()
                .asString()
                .startsWith("url: is missing");
    }

    @Test
    void namesTheNearestDialect() {
        String problem =
                "names the unknown dialect 'postgresq1': did you mean 'postgresql'? Known ones are h2, postgresql, mysql, "
                        + "mariadb, sqlserver, oracle, sqlite, duckdb, snowflake; any other database needs a jdbc: URL";

        assertThat(problemsOf(parts("postgresq1", "host", "db"))).contains("dialect: " + problem);
        assertThat(problemsOf(SqlAddress.of("postgresq1+psycopg2://user:geheim@host/db")))
                .containsExactly("url: " + problem);
    }

    @Test
    void namesTheNearestDialectOfAJdbcUrl() {
        for (String misspelled : List.of("postgres", "postgresl", "PostgreSQ")) {
            assertThat(problemsOf(SqlAddress.of("jdbc:" + misspelled + "://host/db?password=geheim")))
                    .singleElement()
                    .asString()
                    .startsWith("url: is taken by no JDBC driver on the class path: did you mean 'jdbc:postgresql:'?")
                    .doesNotContain("geheim");
        }
    }

    @Test
    void reportsPartsThatContradictTheUrl() {
        SqlAddress address = new SqlAddress(
                "postgresql://host:1/db?sslmode=require",
                "mysql",
                "other",
                2,
                "more",
                Map.of("sslmode", "disable"),
                null);

        assertThat(problemsOf(address))
                .containsExactlyInAnyOrder(
                        "dialect: contradicts the 'url', which says postgresql: keep one of them",
                        "host: contradicts the 'url', which says host: keep one of them",
                        "port: contradicts the 'url', which says 1: keep one of them",
                        "database: contradicts the 'url', which says db: keep one of them",
                        "query.sslmode: contradicts the 'url', which has another value for it: keep one of them");
        assertThat(problemsOf(new SqlAddress("jdbc:h2:mem:a", null, "host", null, null, Map.of(), null)))
                .containsExactly("host: contradicts the 'url': a JDBC URL says it all, so leave 'host' out");
    }

    @Test
    void letsPartsCompleteTheUrl() {
        SqlAddress address =
                new SqlAddress("postgresql://host", "postgres", "host", 5433, "db", Map.of("sslmode", "require"), null);

        assertThat(address.target().jdbcUrl()).isEqualTo("jdbc:postgresql://host:5433/db");
        assertThat(address.target().properties()).containsExactly(Map.entry("sslmode", "require"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://scott:geh/eim@host/db",
                "postgresql://scott:12/eim@host/db",
                "postgresql://scott:geh?eim@host/db",
                "postgresql://scott:geh%eim@host/db",
                "postgresql://scott:geheim@host:99999/db",
                "postgresql://scott:geheim@host:port/db",
                "postgresql://scott:geheim@ho st/db",
                "postgresql://scott:geheim@",
                "scott:geheim@host/db",
                "geheim",
                "geheim://x",
                "sqlite://geheim.db",
                "mysql://scott:geheim@host/db?unix_socket=/geheim",
            })
    void reportsABadUrlWithoutRepeatingIt(String url) {
        List<String> problems = problemsOf(SqlAddress.of(url));

        assertThat(problems).hasSize(1).allSatisfy(problem -> assertThat(problem)
                .startsWith("url: "));
        assertThat(problems.get(0).replace("unknown dialect 'geheim'", "")).doesNotContain("geh", "eim");
        assertThatIllegalArgumentException().isThrownBy(() -> SqlAddress.of(url).target());
        assertThat(SqlAddress.of(url).credentials()).isEqualTo(Credentials.none());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    postgresql://h/d?sslmode=require          | sslmode               | require
                    postgresql://h/d?connect_timeout=5        | connectTimeout        | 5
                    postgresql://h/d?application_name=pets    | ApplicationName       | pets
                    postgresql://h/d?target_session_attrs=read-write | targetServerType | primary
                    postgresql+asyncpg://h/d?ssl=require      | sslmode               | require
                    postgresql://h/d?options=-c%20x%3D1+2     | options               | -c x=1 2
                    mysql://h/d?connect_timeout=5             | connectTimeout        | 5000
                    mysql://h/d?useSSL=false               | sslMode               | DISABLED
                    mssql+pyodbc://h/d?TrustServerCertificate=yes | trustServerCertificate | true
                    mssql+pyodbc://h/d?Encrypt=no             | encrypt               | false
                    mssql+pyodbc://h/d?ApplicationIntent=ReadOnly | ApplicationIntent | ReadOnly
                    sqlite:///d?timeout=1.5                   | busy_timeout          | 1500
                    duckdb:///d?threads=2                     | threads               | 2
                    """)
    void turnsParametersIntoDriverProperties(String url, String property, String value) {
        assertThat(SqlAddress.of(url).target().properties()).containsExactly(Map.entry(property, value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://h/d?client_encoding=utf8&prepared_statement_cache_size=0",
                "mysql://h/d?charset=utf8mb4&use_unicode=1",
                "mssql+pymssql://h/d?charset=utf8&driver=ODBC+Driver+17+for+SQL+Server",
                "oracle://h/d?encoding=UTF-8&nencoding=UTF-8&threaded=true",
                "sqlite:///d?check_same_thread=false&detect_types=1",
            })
    void leavesOutWhatOnlySteersADriverOfPython(String url) {
        assertThat(SqlAddress.of(url).target().properties()).isEmpty();
    }

    @Test
    void reportsWhatNoDriverTakes() {
        assertThat(problemsOf(SqlAddress.of("jdbc:unheard:of?password=geheim")))
                .containsExactly("url: is taken by no JDBC driver on the class path: add the driver, and name "
                        + "its class by 'driver-class-name' if it does not register itself");
        assertThat(problemsOf(new SqlAddress("jdbc:h2:mem:a", null, null, null, null, Map.of(), "org.absent.Driver")))
                .containsExactly("driver-class-name: is org.absent.Driver, which is not on the class path");
    }

    /** The driver would open another database, with settings that stand in the name. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    mariadb | a?allowMultiQueries=true | ?
                    sqlite  | /data/a?journal_mode=off | ?
                    duckdb  | /data/a;threads=1        | ;
                    h2      | mem:a;INIT=drop all      | ;
                    h2      | a;USER=root              | ;
                    oracle  | XE?user=scott            | ?
                    oracle  | x@(HOST=h)               | @
                    """)
    void refusesANameThatTheDriverWouldCut(String dialect, String database, String separator) {
        String host = SqlDialect.of(dialect).orElseThrow().needsServer() ? "host" : null;
        String problem = "names a database with '" + separator + "', where the driver of " + dialect + " ends the name";

        assertThat(problemsOf(parts(dialect, host, database)))
                .singleElement()
                .asString()
                .startsWith("database: " + problem);
        assertThat(problemsOf(SqlAddress.of(
                        dialect + "://" + ((host == null) ? "" : host) + "/" + UrlEncoding.encode(database))))
                .singleElement()
                .asString()
                .startsWith("url: " + problem);
    }

    @Test
    void refusesAServiceThatTheDriverWouldCut() {
        assertThat(problemsOf(SqlAddress.of("oracle://host/?service_name=XE%3Fuser%3Dscott")))
                .singleElement()
                .asString()
                .startsWith("url: names a database with '?'");
        assertThat(problemsOf(new SqlAddress(null, "oracle", "host", null, null, Map.of("sid", "XE?user=scott"), null)))
                .singleElement()
                .asString()
                .startsWith("query: names a database with '?'");
    }

    private static SqlAddress parts(@Nullable String dialect, @Nullable String host, @Nullable String database) {
        return new SqlAddress(null, dialect, host, null, database, Map.of(), null);
    }

    private static List<String> problemsOf(SqlAddress address) {
        List<String> problems = new ArrayList<>();
        address.check((property, problem) -> problems.add(property + ": " + problem));
        return problems;
    }
}
