package dev.connections.sql.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.connections.credentials.Credentials;
import dev.connections.sql.dialect.SqlDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets in addresses, wherever they stand: taken over or refused, never part of a URL, a text or a message. */
class AddressSecretsTests {

    private static final String SECRET = "s3cret-tiger";

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "postgresql://scott:s3cret-tiger@host/db",
                "postgres://scott:s3cret-tiger@[2001:db8::1]:5433/db?sslmode=require",
                "postgresql://scott:s3cret-tiger@host1:1,host2:2/db",
                "postgresql://host/db?user=scott&password=s3cret-tiger",
                "postgresql://scott@host/db?password=s3cret-tiger",
                "postgresql+psycopg2://scott:s3cret%2Dtiger@host/db",
                "mysql+pymysql://scott:s3cret-tiger@host/db?charset=utf8mb4",
                "mariadb://scott:s3cret-tiger@host/db",
                "mariadb://host/db?user=scott&password=s3cret-tiger",
                "mssql+pyodbc://scott:s3cret-tiger@host/db?driver=ODBC+Driver+18+for+SQL+Server",
                "sqlserver://host:1433;database=db;user=scott;password=s3cret-tiger",
                "oracle+oracledb://scott:s3cret-tiger@host:1521/?service_name=XE",
                "jdbc:postgresql://scott:s3cret-tiger@host/db",
                "jdbc:postgresql://scott:s3cret-tiger@host1:1,host2:2/db",
                "jdbc:postgresql://scott:s3cret-tiger@[::1]:5432/db",
                "jdbc:postgresql://host/db?PASSWORD=s3cret-tiger&USER=scott",
                "jdbc:postgresql:db?user=scott&password=s3cret-tiger",
                "jdbc:mysql://scott:s3cret-tiger@host:3306/db?useUnicode=true",
                "jdbc:mysql:loadbalance://scott:s3cret-tiger@host1,host2:3307/db",
                "jdbc:mysql://scott:s3cret-tiger@[host1,host2]/db",
                "jdbc:mariadb://scott:s3cret-tiger@host/db",
                "jdbc:mariadb://host/db?user=scott&password=s3cret-tiger",
                "jdbc:sqlserver://scott:s3cret-tiger@host:1433;databaseName=db",
                "jdbc:sqlserver://host;User=scott;Password={s3cret-tiger};encrypt=true",
                "jdbc:sqlserver://host;userName=scott;pwd=s3cret-tiger",
                "jdbc:oracle:thin:scott/s3cret-tiger@host:1521:XE",
                "jdbc:oracle:thin:scott/s3cret-tiger@//host:1521/XE",
                "jdbc:oracle:thin:scott/\"s3cret-tiger\"@tcps://host:1521/XE?wallet_location=/w",
                "jdbc:oracle:thin:scott/s3cret-tiger@(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=h)(PORT=1521)))",
                "jdbc:oracle:thin:@//host:1521/XE?user=scott&password=s3cret-tiger",
                "jdbc:h2:mem:db;USER=scott;PASSWORD=s3cret-tiger",
                "jdbc:h2:tcp://scott:s3cret-tiger@host:9092/db",
                "jdbc:h2:file:/data/db;user=scott;password=s3cret-tiger;MODE=PostgreSQL",
            })
    void areTakenOver(String url) {
        SqlAddress address = SqlAddress.of(url);
        SqlTarget target = address.target();

        assertThat(target.credentials()).isEqualTo(Credentials.of("scott", SECRET));
        assertThat(target.jdbcUrl() + target.properties() + target + address)
                .doesNotContain("tiger", "s3cret", "scott");
        assertThat(target.jdbcUrl()).startsWith("jdbc:").doesNotEndWith("?").doesNotEndWith(";");
    }

    /** Drivers of databases that are not known here, in the grammars of their documentation. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    jdbc:derby://host:1527/db;create=true;user=scott;password=s3cret-tiger | jdbc:derby://host:1527/db;create=true
                    jdbc:derby:db;user=scott;password=s3cret-tiger;create=true       | jdbc:derby:db;create=true
                    jdbc:db2://host:50000/SAMPLE:user=scott;password=s3cret-tiger;   | jdbc:db2://host:50000/SAMPLE
                    jdbc:db2://host:50000/SAMPLE:user=scott;password=s3cret-tiger;sslConnection=true; | jdbc:db2://host:50000/SAMPLE:sslConnection=true;
                    jdbc:clickhouse://scott:s3cret-tiger@host:8123/db                | jdbc:clickhouse://host:8123/db
                    jdbc:clickhouse:http://host:8123/db?user=scott&password=s3cret-tiger&ssl=1 | jdbc:clickhouse:http://host:8123/db?ssl=1
                    jdbc:trino://host:8443/hive?SSL=true&user=scott&password=s3cret-tiger | jdbc:trino://host:8443/hive?SSL=true
                    jdbc:sap://host:39015/?user=scott&password=s3cret-tiger          | jdbc:sap://host:39015/
                    jdbc:hive2://host:10000/db;user=scott;password=s3cret-tiger      | jdbc:hive2://host:10000/db
                    jdbc:teradata://host/DATABASE=db,USER=scott,PASSWORD=s3cret-tiger | jdbc:teradata://host/DATABASE=db
                    jdbc:informix-sqli://host:1533/db:INFORMIXSERVER=s;user=scott;password=s3cret-tiger | jdbc:informix-sqli://host:1533/db:INFORMIXSERVER=s;
                    jdbc:jtds:sqlserver://host:1433/db;user=scott;password=s3cret-tiger | jdbc:jtds:sqlserver://host:1433/db
                    jdbc:redshift://scott:s3cret-tiger@host:5439/db                  | jdbc:redshift://host:5439/db
                    """)
    void areTakenOverForAnyDriver(String url, String jdbcUrl) {
        JdbcUrlSecrets parsed = JdbcUrlSecrets.of(SqlDialect.OTHER, url, problem -> {
            throw new AssertionError(problem);
        });

        assertThat(parsed).isNotNull();
        assertThat(parsed.url()).isEqualTo(jdbcUrl);
        assertThat(parsed.credentials()).isEqualTo(Credentials.of("scott", SECRET));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    jdbc:postgresql://h/d?sslpassword=s3cret-tiger                | sslpassword
                    jdbc:mysql://h/d?trustCertificateKeyStorePassword=s3cret-tiger | trustCertificateKeyStorePassword
                    jdbc:mysql://h/d?password2=s3cret-tiger                       | password2
                    jdbc:mariadb://h/d?keyStorePassword=s3cret-tiger              | keyStorePassword
                    jdbc:sqlserver://h;trustStorePassword=s3cret-tiger            | trustStorePassword
                    jdbc:sqlserver://h;AADSecurePrincipalSecret=s3cret-tiger      | AADSecurePrincipalSecret
                    jdbc:sqlserver://h;accessToken=s3cret-tiger                   | accessToken
                    jdbc:snowflake://h/?private_key_pwd=s3cret-tiger              | private_key_pwd
                    jdbc:snowflake://h/?passcode=s3cret-tiger                     | passcode
                    jdbc:duckdb:md:d?motherduck_token=s3cret-tiger                | motherduck_token
                    jdbc:oracle:thin:@tcps://h:1/s?oracle.net.wallet_password=s3cret-tiger | oracle.net.wallet_password
                    jdbc:unheard://h/d?clientSecret=s3cret-tiger                  | clientSecret
                    jdbc:unheard://h/d;ApiKey=s3cret-tiger;b=c                    | ApiKey
                    """)
    void ofOtherKindsBecomeProperties(String url, String property) {
        JdbcUrlSecrets parsed = JdbcUrlSecrets.of(SqlDialect.ofJdbcUrl(url), url, problem -> {
            throw new AssertionError(problem);
        });

        assertThat(parsed).isNotNull();
        assertThat(parsed.secrets()).containsExactly(Map.entry(property, SECRET));
        assertThat(parsed.url() + parsed).doesNotContain("tiger");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "jdbc:postgresql://scott:s3cret/tiger@host/db",
                "jdbc:postgresql://scott:s3cret?tiger@host/db",
                "jdbc:postgresql://scott:s3cret#tiger@host/db",
                "jdbc:postgresql://scott:s3cret-tiger/db",
                "jdbc:postgresql://host:s3cret-tiger/db",
                "jdbc:postgresql://host/scott:s3cret-tiger@db",
                "jdbc:postgresql://host/db#password=s3cret-tiger",
                "jdbc:mysql://scott:s3cret/tiger@host/db",
                "jdbc:mysql://a:s3cret-tiger@host1,b:s3cret-tiger@host2/db",
                "jdbc:mysql://(host=host,user=scott,password=s3cret-tiger)/db",
                "jdbc:mysql://address=(host=h)(port=1)(user=scott)(password=s3cret-tiger)/db",
                "jdbc:mariadb://address=(host=h)(type=primary)(password=s3cret-tiger)/db",
                "jdbc:mariadb://scott:s3cret?tiger@host/db",
                "jdbc:sqlserver://scott:s3cret/tiger@host;databaseName=db",
                "jdbc:h2:tcp://scott:s3cret/tiger@host/db",
                "jdbc:oracle:thin:@(DESCRIPTION=(SECURITY=(WALLET_PASSWORD=s3cret-tiger))(ADDRESS=(HOST=h)))",
                "postgresql://scott:s3cret/tiger@host/db",
                "postgresql://scott:s3cret#tiger/db",
                "postgresql://host/db#s3cret-tiger",
                "postgresql://host/db/s3cret-tiger@x",
                "mysql://scott:s3cret-tiger@host:port/db",
                "postgresql://scott:other@host/db?password=s3cret-tiger",
                "scott:s3cret-tiger@host/db",
                "jdbc:s3cret-tiger",
                "jdbc:unheard:s3cret-tiger@host",
            })
    void inPlacesThatCannotBeToldAreRefused(String url) {
        SqlAddress address = SqlAddress.of(url);
        List<String> problems = new ArrayList<>();
        address.check((property, problem) -> problems.add(property + " " + problem));

        assertThat(problems)
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).startsWith("url ").doesNotContain("tiger", "s3cret-"));
        assertThat(address.toString()).doesNotContain("tiger");
    }

    /** The drivers' own parsers are the oracle. */
    @Test
    void areReadAsTheDriversDo() throws Exception {
        for (String written :
                List.of("plain", "a%2Bb%20c", "p%40ss%3Aw%2Frd", "ti%25ger", "%C3%A4%E2%82%AC", "a+b", "x%26y")) {
            String url = "//host/db?user=sc%40tt&password=" + written;
            Properties postgres = org.postgresql.Driver.parseURL("jdbc:postgresql:" + url, new Properties());
            assertThat(postgres).isNotNull();
            assertThat(SqlAddress.of("jdbc:postgresql:" + url).credentials())
                    .isEqualTo(Credentials.of(postgres.getProperty("user"), postgres.getProperty("password")));
            var mysql = com.mysql.cj.conf.ConnectionUrl.getConnectionUrlInstance("jdbc:mysql:" + url, null)
                    .getMainHost();
            assertThat(SqlAddress.of("jdbc:mysql:" + url).credentials())
                    .isEqualTo(Credentials.of(mysql.getUser(), mysql.getPassword()));
        }
        for (String written : List.of("plain", "p%40ss%3Aw%2Frd", "ti%25ger", "x%26y")) {
            String url = "jdbc:mysql://sc%40tt:" + written + "@host/db";
            var mysql = com.mysql.cj.conf.ConnectionUrl.getConnectionUrlInstance(url, null)
                    .getMainHost();
            assertThat(SqlAddress.of(url).credentials())
                    .isEqualTo(Credentials.of(mysql.getUser(), mysql.getPassword()));
        }
    }

    /** What the grammar takes for a host, a database, a name or another value. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "jdbc:postgresql://h/db;password=s3cret-tiger",
                "jdbc:postgresql:db;user=scott;password=s3cret-tiger",
                "jdbc:postgresql://h/db?sslmode=require;password=s3cret-tiger",
                "jdbc:postgresql://h/db?password=other&password=s3cret-tiger",
                "jdbc:postgresql://scott:s3cret-tiger@h/db?password=other",
                "jdbc:postgresql://scott@h/db?user=tiger",
                "jdbc:postgresql://h/db?password=ab&s3cret-tiger",
                "jdbc:postgresql://h/db?password=ab&s3cret-tiger=c",
                "jdbc:postgresql://h/db?password%3Ds3cret-tiger",
                "jdbc:mysql://h/db;password=s3cret-tiger",
                "jdbc:mysql://h/db?user=scott;password=s3cret-tiger",
                "jdbc:mysql://h/db?password=ab&s3cret-tiger=c",
                "jdbc:mariadb://h/db;user=scott;password=s3cret-tiger",
                "jdbc:sqlserver://h?user=scott&password=s3cret-tiger",
                "jdbc:sqlserver://h;user=scott&password=s3cret-tiger",
                "jdbc:sqlserver://h;password=ab;s3cret-tiger",
                "jdbc:sqlserver://h;password=ab;s3cret-tiger=c",
                "jdbc:h2:mem:a?password=s3cret-tiger",
                "jdbc:h2:mem:a;USER=sa&PASSWORD=s3cret-tiger",
                "jdbc:sqlite:/a.db;password=s3cret-tiger",
                "jdbc:snowflake://account;password=s3cret-tiger",
                "postgresql://h/db;password=s3cret-tiger",
                "postgresql://h/db?sslmode=require;password=s3cret-tiger",
                "postgresql://h/db?password=ab&s3cret-tiger",
                "postgresql://h/db?password=ab&s3cret-tiger=c",
                "mysql://h/db;password=s3cret-tiger",
                "mariadb://scott:s3cret-tiger@h/db?password=other"
            })
    void areRefusedInAnotherGrammar(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SqlAddress.of(url).target())
                .satisfies(refusal -> assertThat(refusal.getMessage()).startsWith("url: "))
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("tiger"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "jdbc:mysql://h/db?sessionVariables=sql_mode='ANSI';foreign_key_checks=0",
                "jdbc:postgresql://scott:s3cret-tiger@h/db?user=scott&password=s3cret-tiger",
                "jdbc:postgresql://h/db?password=s3cret-tiger&sslmode=require",
                "jdbc:sqlserver://h;password={a;user=b&password=c};encrypt=true",
                "jdbc:sqlserver://h;user=a@b;password=s3cret-tiger",
                "jdbc:h2:mem:a;INIT=create schema if not exists b\\;set schema b"
            })
    void areTakenOverBesideValuesWithSeparators(String url) {
        assertThat(SqlAddress.of(url).target().toString()).doesNotContain("tiger");
    }

    /** URLs of drivers whose grammars are not known here in full, in the forms of their documentation. */
    private static final List<String> URLS = List.of(
            "jdbc:oracle:thin:@//host:1521/XE",
            "jdbc:oracle:thin:@host:1521:XE",
            "jdbc:oracle:thin:@tcps://host:1521/XE?wallet_location=/w",
            "jdbc:oracle:oci:@tns",
            "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=h)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=x)))",
            "jdbc:duckdb:",
            "jdbc:duckdb:/data/x.db",
            "jdbc:duckdb:md:db",
            "jdbc:duckdb:/data/x.db;threads=2",
            "jdbc:db2://host:50000/SAMPLE",
            "jdbc:db2://host:50000/SAMPLE:sslConnection=true;",
            "jdbc:derby:db;create=true",
            "jdbc:derby://host:1527/db",
            "jdbc:clickhouse:http://host:8123/db?ssl=1",
            "jdbc:trino://host:8443/hive",
            "jdbc:hsqldb:hsql://host/db",
            "jdbc:hsqldb:mem:db",
            "jdbc:hive2://host:10000/db;principal=hive/_HOST@REALM?hive.x=1#v=2",
            "jdbc:teradata://host/DATABASE=db",
            "jdbc:informix-sqli://host:1533/db:INFORMIXSERVER=s",
            "jdbc:sap://host:39015/",
            "jdbc:sybase:Tds:host:5000/db",
            "jdbc:jtds:sqlserver://host:1433/db",
            "jdbc:redshift://host:5439/db",
            "jdbc:bigquery://https://www.googleapis.com/bigquery/v2:443;ProjectId=p",
            "jdbc:databricks://host:443/default;httpPath=/sql/1",
            "jdbc:awsathena://AwsRegion=us-east-1;Workgroup=w");

    private static final List<String> PLACES = List.of(
            "?password=%s",
            "&password=%s",
            ";password=%s",
            ":password=%s;",
            ",PASSWORD=%s",
            "#password=%s",
            " password=%s",
            "?password = %s",
            "; password = %s",
            "(password=%s)",
            "?user=scott&password=%s",
            ";user=scott;password=%s",
            ":user=scott;password=%s;",
            "?a=b;password=%s",
            ";a=b&password=%s",
            "?a=b,password=%s",
            "?user=scott,password=%s",
            "?password=x&%s",
            ";password=x;%s",
            "?password:%s",
            ";password:%s",
            "?pass%%77ord=%s",
            "?token=%s",
            ";pwd=%s",
            ";UID=scott;PWD=%s",
            "?userPassword=%s",
            "?oauth.token=%s",
            "?aws_secret_access_key=%s",
            "?s3_secret_access_key=%s",
            "?motherduck_token=%s",
            ";motherduck_token=%s",
            "?credentials=scott:%s",
            "?url=http://scott:%s@h",
            "?scott:%s@x",
            "?ssl=1/scott:%s@x",
            "?ssl=scott:%s@x",
            ";scott/%s");

    private static final List<String> USER_INFO = List.of(
            "scott:%s@", "scott/%s@", "scott:x@%s@", "scott:x?%s@", "scott:x;%s@", "scott:x#%s@", "a:x@h,b:%s@");

    /** Each place in each grammar: taken over or refused, and shown nowhere. */
    @ParameterizedTest(name = "{0}")
    @FieldSource("URLS")
    void areNeverLeftInTheUrl(String url) {
        List<String> problems = new ArrayList<>();
        assertThat(JdbcUrlSecrets.of(SqlDialect.ofJdbcUrl(url), url, problems::add))
                .as("%s", problems)
                .extracting(JdbcUrlSecrets::url)
                .isEqualTo(url);
        List<String> written = new ArrayList<>();
        PLACES.forEach(place -> written.add(url + place.formatted(SECRET)));
        int authority = url.indexOf("//") + 2;
        if (authority > 1) {
            USER_INFO.forEach(info ->
                    written.add(url.substring(0, authority) + info.formatted(SECRET) + url.substring(authority)));
        }
        assertThat(written).allSatisfy(AddressSecretsTests::isTakenOverOrRefused);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "jdbc:oracle:scott/s3cret-tiger@host:1521:XE",
                "jdbc:oracle:thin:scott/s3cret-tiger",
                "jdbc:oracle:thin:scott/s3cret-tiger//host/XE",
                "jdbc:oracle:thin:scott:s3cret-tiger@//host/XE",
                "jdbc:oracle:thin:@//host/XE@s3cret-tiger",
                "jdbc:oracle:thin:/s3cret-tiger@host",
                "jdbc:oracle:thin:@scott/s3cret-tiger@host",
                "jdbc:oracle:thin:@//host/XE?user=scott/s3cret-tiger",
                "jdbc:duckdb:ducklake:postgres:dbname=x password=s3cret-tiger host=h",
                "jdbc:duckdb:postgres:dbname=x user=y password=s3cret-tiger",
                "jdbc:odbc:Driver={X};Server=h;UID=scott;PWD={s3cret-tiger}",
                "jdbc:p6spy:mysql://scott:s3cret-tiger@h/db",
                "jdbc:log4jdbc:oracle:thin:scott/s3cret-tiger@h:1521:x",
                "jdbc:aws-wrapper:postgresql://h/db?password=s3cret-tiger",
                "jdbc:neo4j:bolt://h:1?user=a,password=s3cret-tiger",
                "jdbc:awsathena://AwsRegion=us-east-1;User=scott;Password=s3cret-tiger"
            })
    void inOddPlacesAreTakenOverOrRefused(String url) {
        isTakenOverOrRefused(url);
    }

    private static void isTakenOverOrRefused(String url) {
        List<String> problems = new ArrayList<>();
        JdbcUrlSecrets parsed = JdbcUrlSecrets.of(SqlDialect.ofJdbcUrl(url), url, problems::add);

        assertThat(problems).allSatisfy(problem -> assertThat(problem).doesNotContain("tiger"));
        if (parsed != null) {
            assertThat(parsed.url() + parsed).as(url).doesNotContain("tiger");
            assertThat(String.valueOf(parsed.credentials().user())).as(url).doesNotContain("tiger");
            assertThat(parsed.secrets().values() + "," + parsed.credentials().secret())
                    .as(url)
                    .contains(SECRET);
        }
    }
}
