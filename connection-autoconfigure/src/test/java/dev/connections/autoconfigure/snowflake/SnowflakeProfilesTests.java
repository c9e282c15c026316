package dev.connections.autoconfigure.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.SettingsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.origin.OriginTrackedValue;

/** What is read from the files of Snowflake's tools, and in which order. */
class SnowflakeProfilesTests {

    @TempDir
    private Path home;

    private final Map<String, String> environment = new LinkedHashMap<>();

    private final Map<String, String> said = new LinkedHashMap<>(Map.of("profile", "dev"));

    private boolean otherCredentials;

    private final Map<String, String> problems = new LinkedHashMap<>();

    private final List<String> warnings = new ArrayList<>();

    private final List<String> notes = new ArrayList<>();

    @Test
    void aProfileOfTheTomlFileComesBeforeThatOfSnowsqlAndBothCombine() throws IOException {
        toml(
                """
                [dev]
                account = "myorg-first"
                warehouse = "TOML_WH"
                [prod]
                account = "myorg-prod"
                """);
        snowsql(
                """
                [connections]
                accountname = myorg-nobody
                rolename = EVERYBODY
                schemaname = PUBLIC
                [connections.dev]
                accountname = myorg-second
                warehousename = SNOWSQL_WH
                dbname = SALES
                schemaname = ORDERS
                """);
        assertThat(read())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "account", "myorg-first",
                        "warehouse", "TOML_WH",
                        "database", "SALES",
                        "schema", "ORDERS",
                        "role", "EVERYBODY"));
    }

    @Test
    void whatTheApplicationSaysComesBeforeAllFiles() throws IOException {
        toml("[dev]\naccount = 'a'\nwarehouse = 'TOML_WH'\nrole = 'TOML_ROLE'");
        said.put("warehouse", "MINE");
        said.put("url", "snowflake://other/SALES?role=MINE");
        assertThat(read()).isEmpty();
        said.remove("url");
        assertThat(read()).containsOnlyKeys("account", "role");
    }

    @Test
    void noFileIsReadWithoutAProfile() throws IOException {
        toml("this is not TOML");
        said.clear();
        assertThat(read()).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void eachKeyOfSnowflakesToolsIsKnown() throws IOException {
        toml(
                """
                [dev]
                account = "acc"
                host = "acc.example.com"
                port = 8443
                protocol = "http"
                user = "SCOTT"
                database = "D"
                schema = "S"
                warehouse = "W"
                role = "R"
                timezone = "Europe/Berlin"
                query_tag = "nightly"
                authenticator = "SNOWFLAKE_JWT"
                private_key_file = "~/keys/dev.p8"
                private_key_file_pwd = "phrase"
                paramstyle = "qmark"
                [dev.session_parameters]
                LOCK_TIMEOUT = 60
                """);
        assertThat(read())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("account", "acc"),
                        Map.entry("host", "acc.example.com:8443"),
                        Map.entry("properties[ssl]", "off"),
                        Map.entry("username", "SCOTT"),
                        Map.entry("database", "D"),
                        Map.entry("schema", "S"),
                        Map.entry("warehouse", "W"),
                        Map.entry("role", "R"),
                        Map.entry("timezone", "Europe/Berlin"),
                        Map.entry("query-tag", "nightly"),
                        Map.entry("authenticator", "SNOWFLAKE_JWT"),
                        Map.entry(
                                "private-key.file", home.resolve("keys/dev.p8").toString()),
                        Map.entry("private-key.passphrase", "phrase"),
                        Map.entry("session-parameters[LOCK_TIMEOUT]", "60")));
        assertThat(notes)
                .singleElement()
                .asString()
                .contains("[dev]", "paramstyle")
                .doesNotContain("qmark");
    }

    @Test
    void aPrivateKeyPathIsAFileToo() throws IOException {
        snowsql(
                "[connections.dev]\nusername=SCOTT\nprivate_key_path = /keys/dev.p8\nregion = eu-central-1\naccountname=a");
        assertThat(read()).containsEntry("private-key.file", "/keys/dev.p8").containsEntry("account", "a.eu-central-1");
    }

    @Test
    void aTokenMayStandInAFile() throws IOException {
        Files.writeString(home.resolve("token"), "a token\n");
        toml("[dev]\naccount='a'\nauthenticator='oauth'\npassword='left over'\ntoken_file_path='~/token'");
        assertThat(read()).containsEntry("password", "a token").containsEntry("authenticator", "oauth");
        Files.delete(home.resolve("token"));
        assertThat(read()).doesNotContainKey("password");
        assertThat(problems.get("profile")).contains("connections.toml", "token", "cannot be read");
    }

    @Test
    void theHostOfOneAccountIsNotAskedForAnother() throws IOException {
        toml("[dev]\naccount='theirs'\nhost='theirs.example.com'\nprotocol='http'");
        said.put("account", "mine");
        assertThat(read()).isEmpty();
    }

    @Test
    void theSecretOfOneUserIsNotSentWithTheNameOfAnother() throws IOException {
        toml("[dev]\naccount='a'\nuser='ALICE'\npassword='of alice'");
        snowsql("[connections]\nusername=BOB\npassword=of bob\n[connections.dev]\npassword=of nobody");
        assertThat(read()).containsEntry("username", "ALICE").containsEntry("password", "of alice");
        said.put("username", "bob");
        assertThat(read()).doesNotContainKey("username").containsEntry("password", "of bob");
        said.put("username", "CAROL");
        assertThat(read()).doesNotContainKeys("username", "password");
        assertThat(notes.toString()).contains("not that of the user").doesNotContain("of alice", "of bob");
    }

    @Test
    void theSecretOfOneSectionGoesNowhereThatAnotherSays() throws IOException {
        toml("[dev]\naccount='a'\npassword='p'");
        snowsql("[connections]\nusername=BOB\nauthenticator=https://elsewhere.example.com\npassword=of bob");
        assertThat(read()).containsEntry("password", "p").containsOnlyKeys("account", "password");
        toml(
                "[dev]\naccount='a'\nauthenticator='oauth_client_credentials'\noauth_client_secret='c'\noauth_client_id='i'");
        snowsql("[connections]\noauth_token_request_url=https://elsewhere.example.com");
        assertThat(read())
                .containsOnlyKeys(
                        "account", "authenticator", "properties[oauthClientSecret]", "properties[oauthClientID]");
        said.put("properties[oauthClientSecret]", "mine");
        assertThat(read())
                .containsEntry("properties[oauthTokenRequestUrl]", "https://elsewhere.example.com")
                .containsEntry("properties[oauthClientID]", "i");
    }

    @Test
    void theUserOfAFileTakesTheSecretThatTheApplicationSays() throws IOException {
        toml("[dev]\naccount='a'\nuser='ALICE'\nauthenticator='snowflake_jwt'\nprivate_key_file='/k'");
        said.put("password", "mine");
        assertThat(read()).containsOnlyKeys("account", "username");
        said.remove("password");
        said.put("private-key.passphrase", "mine");
        assertThat(read()).containsEntry("private-key.file", "/k");
    }

    @Test
    void anAuthenticatorDecidesWhichSecretIsTaken() throws IOException {
        toml("[dev]\naccount='a'\nuser='ALICE'\npassword='p'\nprivate_key_file='/k'\ntoken='t'");
        assertThat(read()).containsKey("private-key.file").doesNotContainKey("password");
        said.put("authenticator", "snowflake");
        assertThat(read()).containsEntry("password", "p").doesNotContainKey("private-key.file");
        said.put("authenticator", "oauth");
        assertThat(read()).containsEntry("password", "t").doesNotContainKey("private-key.file");
        said.put("authenticator", "workload_identity");
        assertThat(read()).containsOnlyKeys("account", "username");
    }

    @Test
    void nothingOfALoginIsTakenWhereOthersGiveTheCredentials() throws IOException {
        toml("[dev]\naccount='a'\nuser='ALICE'\nauthenticator='externalbrowser'\npassword='p'\nrole='R'");
        otherCredentials = true;
        assertThat(read()).containsOnlyKeys("account", "role");
    }

    @Test
    void theTablesOfConfigTomlCountWhereThereIsNoOtherFile() throws IOException {
        write(
                home.resolve(".snowflake/config.toml"),
                """
                default_connection_name = "prod"
                [connections.dev]
                account = "of config"
                [cli.logs]
                level = "info"
                """);
        assertThat(read()).containsEntry("account", "of config");
        toml("[dev]\naccount='of connections'");
        assertThat(read()).containsEntry("account", "of connections");
    }

    @Test
    void snowflakeHomeLeadsToTheTomlFileUnlessADirectoryIsSaid(@TempDir Path other) throws IOException {
        toml("[dev]\naccount='at home'");
        write(other.resolve("connections.toml"), "[dev]\naccount='elsewhere'");
        environment.put("SNOWFLAKE_HOME", other.toString());
        assertThat(read()).containsEntry("account", "elsewhere");
        said.put("settings-directory", home.toString());
        assertThat(read()).containsEntry("account", "at home");
    }

    @Test
    void tellsOfAProfileThatIsNotThere() throws IOException {
        toml("[dve]\naccount='a'\n[prod]\naccount='a'");
        read();
        assertThat(problems.get("profile"))
                .contains(
                        "is 'dev'",
                        home.resolve(".snowflake/connections.toml") + " (dve, prod)",
                        "Did you mean 'dve'?");
    }

    @Test
    void tellsThatThereIsNoFile() {
        read();
        assertThat(problems.get("profile")).contains("no file of profiles", home.toString());
    }

    @Test
    void aBrokenTomlFileIsToldByItsLineAlone() throws IOException {
        toml("[dev]\naccount = 'a'\npassword = s3cret\n");
        assertThat(read()).isEmpty();
        assertThat(problems.get("profile"))
                .contains("connections.toml", "line 3")
                .doesNotContain("s3cret");
    }

    @Test
    void aBrokenSnowsqlFileIsToldByItsLineAlone() throws IOException {
        snowsql("[connections.dev]\naccountname = a\ns3cret\n");
        read();
        assertThat(problems.get("profile"))
                .contains(".snowsql/config", "line 3")
                .doesNotContain("s3cret");
        problems.clear();
        snowsql("[connections.dev]\npassword = \"s3cret\n");
        read();
        assertThat(problems.get("profile")).contains("line 2", "quotes").doesNotContain("s3cret");
    }

    @Test
    void aFileOfSnowsqlHasCommentsAndQuotesAndOtherSections() throws IOException {
        snowsql(
                """
                # a comment
                [options]
                prompt_format = '''
                whatever this is
                '''
                [connections.dev] # mine
                accountname = "a#b"   # literal
                ; another
                dbname=D # not part of it
                username = 'O"Neill'
                password =
                """);
        assertThat(read())
                .containsExactlyInAnyOrderEntriesOf(Map.of("account", "a#b", "database", "D", "username", "O\"Neill"));
        assertThat(problems).isEmpty();
    }

    @Test
    void valuesKnowWhereTheyStand() throws IOException {
        toml("[dev]\naccount = 'a'\nrole = 'R'");
        snowsql("[connections.dev]\ndbname = D");
        Map<String, OriginTrackedValue> settings = settings();
        assertThat(settings.get("role").getOrigin()).asString().contains("connections.toml", "3:1");
        assertThat(settings.get("database").getOrigin()).asString().contains(".snowsql/config", "2:1");
    }

    @Test
    void warnsOfAFileThatOthersMayRead() throws IOException {
        toml("[dev]\naccount='a'");
        read();
        assertThat(warnings).isEmpty();
        Files.setPosixFilePermissions(
                home.resolve(".snowflake/connections.toml"), PosixFilePermissions.fromString("rw-r--r--"));
        read();
        assertThat(warnings).singleElement().asString().contains("connections.toml", "chmod 600");
    }

    private void toml(String content) throws IOException {
        write(home.resolve(".snowflake/connections.toml"), content);
    }

    private void snowsql(String content) throws IOException {
        write(home.resolve(".snowsql/config"), content);
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Map<String, String> read() {
        Map<String, String> values = new LinkedHashMap<>();
        settings().forEach((key, value) -> values.put(key, String.valueOf(value.getValue())));
        return values;
    }

    private Map<String, OriginTrackedValue> settings() {
        return new SnowflakeProfiles(environment::get, home)
                .read(
                        new SettingsFiles.Said() {

                            @Override
                            public @Nullable String text(String key) {
                                return said.get(key);
                            }

                            @Override
                            public Map<String, String> below(String key) {
                                return Map.of();
                            }

                            @Override
                            public boolean hasOtherCredentials() {
                                return otherCredentials;
                            }
                        },
                        new SettingsFiles.Remarks() {

                            @Override
                            public void problem(String key, String message) {
                                problems.put(key, message);
                            }

                            @Override
                            public void warning(String message) {
                                warnings.add(message);
                            }

                            @Override
                            public void note(String message) {
                                notes.add(message);
                            }
                        });
    }
}
