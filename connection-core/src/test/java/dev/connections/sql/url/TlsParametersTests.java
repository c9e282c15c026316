package dev.connections.sql.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsParametersTests {

    private static List<String> problemsOf(String url) {
        List<String> problems = new ArrayList<>();
        SqlAddress.of(url).check((property, problem) -> problems.add(property + " " + problem));
        return problems;
    }

    private static Map<String, String> properties(String url) {
        return SqlAddress.of(url).target().properties();
    }

    /** From the documentation of libpq, MySQL, PyMySQL, SQLAlchemy, Django, Prisma, Go, Npgsql, Heroku and the drivers. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    postgresql://h/d?sslmode=require                         | sslmode=require
                    postgresql://h/d?sslmode=verify-full                     | sslmode=verify-full
                    postgresql://h/d?ssl=true                                | sslmode=require
                    postgresql://h/d?ssl=false                               | sslmode=disable
                    postgresql://h/d?ssl=verify-full                         | sslmode=verify-full
                    postgresql://h/d?ssl=no-verify                           | sslmode=require
                    postgresql://h/d?SSL%20Mode=Require                      | sslmode=require
                    postgresql://h/d?ssl_mode=VERIFY_CA                      | sslmode=verify-ca
                    postgresql://h/d?requiressl=1                            | sslmode=require
                    postgresql://h/d?sslmode=prefer&sslaccept=strict         | sslmode=verify-full
                    postgresql://h/d?sslmode=allow                           | sslmode=prefer
                    jdbc:postgresql://h/d?ssl=true                           | sslmode=verify-full
                    jdbc:postgresql://h/d?ssl=true&sslmode=require           | sslmode=require
                    jdbc:postgresql://h/d?sslMode=REQUIRED                   | sslmode=require
                    jdbc:postgresql://h/d?ssl-mode=verify_identity           | sslmode=verify-full
                    mysql://h/d?ssl-mode=REQUIRED                            | sslMode=REQUIRED
                    mysql://h/d?ssl_mode=VERIFY_IDENTITY                     | sslMode=VERIFY_IDENTITY
                    mysql://h/d?sslmode=require                              | sslMode=REQUIRED
                    mysql://h/d?ssl=true                                     | sslMode=REQUIRED
                    mysql://h/d?tls=true                                     | sslMode=VERIFY_IDENTITY
                    mysql://h/d?tls=skip-verify                              | sslMode=REQUIRED
                    mysql://h/d?tls=preferred                                | sslMode=PREFERRED
                    mysql://h/d?sslaccept=strict                             | sslMode=VERIFY_IDENTITY
                    mysql://h/d?sslaccept=accept_invalid_certs               | sslMode=REQUIRED
                    mysql://h/d?ssl_verify_cert=true                         | sslMode=VERIFY_CA
                    mysql://h/d?ssl_verify_cert=true&ssl_verify_identity=true | sslMode=VERIFY_IDENTITY
                    mysql://h/d?ssl_disabled=true                            | sslMode=DISABLED
                    jdbc:mysql://h/d?useSSL=true                             | sslMode=REQUIRED
                    jdbc:mysql://h/d?useSSL=true&requireSSL=false            | sslMode=PREFERRED
                    jdbc:mysql://h/d?useSSL=true&verifyServerCertificate=true | sslMode=VERIFY_CA
                    jdbc:mysql://h/d?useSSL=false                            | sslMode=DISABLED
                    jdbc:mysql://h/d?sslMode=verify_identity                 | sslMode=VERIFY_IDENTITY
                    mariadb://h/d?ssl=true                                   | sslMode=trust
                    mariadb://h/d?ssl_verify_cert=true                       | sslMode=verify-ca
                    mariadb://h/d?tls=true                                   | sslMode=verify-full
                    jdbc:mariadb://h/d?useSsl=true                           | sslMode=verify-full
                    jdbc:mariadb://h/d?useSSL=true&trustServerCertificate=true | sslMode=trust
                    jdbc:mariadb://h/d?useSSL=true&disableSslHostnameVerification=true | sslMode=verify-ca
                    jdbc:mariadb://h/d?sslMode=1                             | sslMode=verify-full
                    mssql://h/d?sslmode=require                              | encrypt=true,trustServerCertificate=true
                    mssql://h/d?ssl=false                                    | encrypt=false
                    sqlserver://h/d?sslmode=verify-full                      | encrypt=true,trustServerCertificate=false
                    mssql+pyodbc://h/d?Encrypt=yes&TrustServerCertificate=no | encrypt=true,trustServerCertificate=false
                    """)
    void areTranslated(String url, String properties) {
        assertThat(properties(url).entrySet().stream()
                        .map(Object::toString)
                        .sorted()
                        .collect(Collectors.joining(",")))
                .isEqualTo(properties);
        assertThat(SqlAddress.of(url).target().jdbcUrl())
                .doesNotContainIgnoringCase("ssl")
                .doesNotContain("?", "=t");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "mysql://h/d?ssl={\"rejectUnauthorized\":true}",
                "mysql://h/d?ssl=Amazon+RDS",
                "mysql://h/d?tls=custom",
                "mysql://h/d?ssl_ca=/ca.pem",
                "mysql://h/d?ssl-ca=/ca.pem",
                "mysql://h/d?sslcert=/ca.pem",
                "mysql://h/d?sslidentity=/id.p12",
                "postgresql://h/d?sslmode=banana",
                "postgresql://h/d?sslmode=disable&ssl=true",
                "postgresql://h/d?sslcrl=/crl.pem",
                "jdbc:postgresql://h/d?ssl=banana",
                "jdbc:mysql://h/d?sslMode=banana",
                "mariadb://h/d?ssl-mode=PREFERRED",
                "mssql://h/d?sslmode=prefer",
                "mssql://h/d?sslmode=require&encrypt=false",
                "oracle://h/d?ssl=true",
                "oracle://h/d?sslmode=verify-full",
                "h2://h/d?ssl=true",
                "h2:///d?sslmode=require",
                "sqlite:///d?tls=true",
                "duckdb:///d?sslmode=require",
            })
    void areRefusedWhereTheyCannotBeMet(String url) {
        assertThat(problemsOf(url)).isNotEmpty().allSatisfy(problem -> assertThat(problem)
                .startsWith("url has the parameter '")
                .doesNotContain("banana", ".pem", "custom"));
    }

    static Stream<String> spellings() {
        return Stream.of("sslmode", "ssl-mode", "ssl_mode", "sslMode", "SSLMODE", "tls", "ssl", "tls-mode")
                .flatMap(name -> Stream.of("require", "REQUIRED", "verify_full", "VERIFY-IDENTITY", "disable", "strict")
                        .map(value -> name + "=" + value));
    }

    /** Whatever the spelling: a driver's property, or a problem. */
    @ParameterizedTest
    @MethodSource("spellings")
    void areNeverDropped(String parameter) {
        for (String scheme : List.of("postgresql", "mysql", "mariadb", "mssql", "oracle", "h2", "sqlite", "duckdb")) {
            boolean file = scheme.equals("sqlite") || scheme.equals("duckdb");
            String url = scheme + (file ? ":///d?" : "://h/d?") + parameter;
            List<String> problems = problemsOf(url);
            if (!parameter.endsWith("disable")) {
                assertThat(problems.isEmpty() && properties(url).isEmpty())
                        .as(url)
                        .isFalse();
            }
        }
        for (String start :
                List.of("jdbc:postgresql://h/d?", "jdbc:mysql://h/d?", "jdbc:mariadb://h/d?", "jdbc:sqlserver://h;")) {
            assertThat(properties(start + parameter)).as(start + parameter).isNotEmpty();
        }
    }

    @Test
    void tellWhetherTheServerIsVerified() {
        assertThat(SqlAddress.of("postgresql://h/d?sslmode=require").target().skipsVerification())
                .isTrue();
        assertThat(SqlAddress.of("jdbc:mysql://h/d?useSSL=false").target().skipsVerification())
                .isTrue();
        assertThat(SqlAddress.of("mariadb://h/d?sslmode=verify-full").target().skipsVerification())
                .isFalse();
        assertThat(SqlAddress.of("mssql://h/d?encrypt=true").target().skipsVerification())
                .isFalse();
        assertThat(SqlAddress.of("h2:mem:d").target().skipsVerification()).isFalse();
    }
}
