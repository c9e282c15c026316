package dev.connections.autoconfigure.login;

import static dev.connections.autoconfigure.login.Browser.LOGIN;
import static dev.connections.autoconfigure.login.Browser.header;
import static dev.connections.autoconfigure.login.LoginServer.ALICES_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.session.MapSession;
import org.springframework.session.SessionRepository;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.util.SerializationUtils;

/** Two nodes with one store of sessions, which tells nobody when one ends. */
@Timeout(60)
class StoredSessionsTests {

    private static final Map<String, byte[]> STORE = new ConcurrentHashMap<>();

    private final LoginServer first = LoginServer.start(Application.class);

    private final LoginServer second = LoginServer.start(Application.class);

    private final Browser alice = new Browser(first.port());

    /** The same user, led to the other node by a load balancer. */
    private final Browser elsewhere = new Browser(second.port(), "", alice.cookies);

    @AfterEach
    void stop() throws Exception {
        first.close();
        second.close();
        STORE.clear();
    }

    @Test
    void theOtherNodeAsksForALoginAgain() {
        alice.logIn("alice", ALICES_PASSWORD);
        assertThat(alice.get("/reports/x").body()).isEqualTo("ALICE");
        HttpResponse<String> asked = elsewhere.get("/reports/y");
        assertThat(header(asked, "Location")).isEqualTo(LOGIN);
        assertThat(elsewhere.api("/reports/y").statusCode()).isEqualTo(401);
        assertThat(elsewhere.api("/public/uses").statusCode()).isEqualTo(401);
        assertThat(second.pages().behind).hasValue(0);
        assertThat(header(elsewhere.logIn("alice", ALICES_PASSWORD), "Location"))
                .isEqualTo("/reports/y");
        assertThat(elsewhere.get("/reports/y").body()).isEqualTo("ALICE");
        assertThat(alice.api("/reports/x").statusCode()).isEqualTo(401);
    }

    @Test
    void theStoreHoldsNoSecret() {
        alice.logIn("alice", ALICES_PASSWORD);
        assertThat(STORE).hasSize(1);
        STORE.values().forEach(session -> assertThat(new String(session, StandardCharsets.ISO_8859_1))
                .contains("dev.connections.login.id.warehouse")
                .doesNotContain("alice", ALICES_PASSWORD));
    }

    @Test
    void theSessionIdChangesAtALogin() {
        alice.get(LOGIN);
        String before = STORE.keySet().iterator().next();
        alice.logIn("alice", ALICES_PASSWORD);
        assertThat(STORE).doesNotContainKey(before).hasSize(1);
    }

    @Test
    void aSessionThatARequestEndsIsALogout() {
        alice.logIn("alice", ALICES_PASSWORD);
        assertThat(first.open()).isOne();
        alice.get("/public/end");
        // the answer is there before its filters have ended
        await().atMost(Duration.ofSeconds(10)).until(() -> first.open() == 0);
        assertThat(STORE).isEmpty();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableSpringHttpSession
    @Import(LoginServer.Application.class)
    static class Application {

        @Bean
        SessionRepository<MapSession> sessions() {
            return new SessionRepository<>() {

                @Override
                public MapSession createSession() {
                    return new MapSession();
                }

                /** What each had when it was read or written last: only what differs is written, as stores for nodes do. */
                private final Map<MapSession, Map<String, Object>> known =
                        Collections.synchronizedMap(new IdentityHashMap<>());

                @Override
                public synchronized void save(MapSession session) {
                    MapSession stored = read(session.getOriginalId());
                    MapSession written = (stored != null) ? stored : new MapSession(session);
                    written.setId(session.getId());
                    Map<String, Object> before = known.getOrDefault(session, Map.of());
                    Map<String, Object> now = attributes(session);
                    now.forEach((name, value) -> {
                        if (!value.equals(before.get(name))) {
                            written.setAttribute(name, value);
                        }
                    });
                    before.keySet().stream()
                            .filter(name -> !now.containsKey(name))
                            .forEach(written::removeAttribute);
                    if (!session.getId().equals(session.getOriginalId())) {
                        STORE.remove(session.getOriginalId());
                    }
                    known.put(session, now);
                    STORE.put(session.getId(), SerializationUtils.serialize(written));
                }

                @Override
                public @Nullable MapSession findById(String id) {
                    MapSession session = read(id);
                    if (session != null) {
                        known.put(session, attributes(session));
                    }
                    return session;
                }

                @SuppressWarnings("deprecation")
                private static @Nullable MapSession read(String id) {
                    byte[] stored = STORE.get(id);
                    return (stored != null)
                            ? new MapSession((MapSession) SerializationUtils.deserialize(stored))
                            : null;
                }

                private static Map<String, Object> attributes(MapSession session) {
                    Map<String, Object> attributes = new HashMap<>();
                    session.getAttributeNames().forEach(name -> attributes.put(name, session.getAttribute(name)));
                    return attributes;
                }

                @Override
                public void deleteById(String id) {
                    STORE.remove(id);
                }
            };
        }
    }
}
