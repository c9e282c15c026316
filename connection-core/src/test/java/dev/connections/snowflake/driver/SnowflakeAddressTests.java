package dev.connections.snowflake.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.credentials.Credentials;
import dev.connections.sql.url.SqlTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnowflakeAddressTests {

    private static SqlTarget target(String url) {
        return new SnowflakeAddress(url, null, null, Map.of()).target();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    http://127.0.0.1:8080                                      | jdbc:snowflake://127.0.0.1:8080/ | off
                    http://localhost:8080/?account=fakesnow                    | jdbc:snowflake://localhost:8080/ | off
                    jdbc:snowflake://http://127.0.0.1:8080/?db=PETS            | jdbc:snowflake://127.0.0.1:8080/ | off
                    jdbc:snowflake://127.0.0.1:8080/?ssl=off                   | jdbc:snowflake://127.0.0.1:8080/ | off
                    snowflake://scott:tiger@127.0.0.1:8080/PETS?protocol=http  | jdbc:snowflake://127.0.0.1:8080/ | off
                    snowflake://scott:tiger@localhost:8080/PETS?ssl=off        | jdbc:snowflake://localhost:8080/ | off
                    https://myorg-myaccount.snowflakecomputing.com             | jdbc:snowflake://myorg-myaccount.snowflakecomputing.com/ |
                    jdbc:snowflake://https://a.snowflakecomputing.com/?db=PETS | jdbc:snowflake://a.snowflakecomputing.com/ |
                    snowflake://scott:tiger@my_account/PETS                    | jdbc:snowflake://my-account.snowflakecomputing.com/ |
                    """)
    void understandsTheProtocol(String url, String jdbcUrl, @Nullable String ssl) {
        SqlTarget target = target(url);

        assertThat(target.jdbcUrl()).isEqualTo(jdbcUrl);
        assertThat(target.properties().get("ssl")).isEqualTo(ssl);
        assertThat(target.properties()).containsKey("account").doesNotContainKey("protocol");
        if (url.contains("@")) {
            assertThat(target.credentials()).isEqualTo(Credentials.of("scott", "tiger"));
        }
    }

    @Test
    void takesTheProtocolOfTheHost() {
        SqlTarget target = new SnowflakeAddress(null, "fakesnow", "http://127.0.0.1:8080", Map.of()).target();

        assertThat(target.jdbcUrl()).isEqualTo("jdbc:snowflake://127.0.0.1:8080/");
        assertThat(target.properties()).containsEntry("ssl", "off").containsEntry("account", "fakesnow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "snowflake://scott:s3cret/tiger@account/db",
                "snowflake://scott:s3cret#tiger@account/db",
                "snowflake://scott:s3cret?tiger@account/db",
                "snowflake://scott:s3cret-tiger/db",
                "snowflake://account/db/scott:s3cret-tiger@x",
                "http://scott:s3cret-tiger@host:port",
                "ftp://scott:s3cret-tiger@host",
                "http://host:8080/?protocol=https",
                "https://host/?ssl=off",
                "snowflake://account/?protocol=ftp",
            })
    void refusesWhatCannotBeTold(String url) {
        List<String> problems = new ArrayList<>();
        SnowflakeAddress address = new SnowflakeAddress(url, null, null, Map.of());
        address.check((property, problem) -> problems.add(property + " " + problem));

        assertThat(problems).isNotEmpty();
        assertThat(problems + address.toString()).doesNotContain("tiger", "s3cret-");
    }
}
